import { statements } from '@stoa/tenancy'
import type { SystemTables, TenantTables } from './tables.gen.ts'

export type * from './tables.gen.ts'

export const { statement, systemStatement } = statements<TenantTables, SystemTables>()
