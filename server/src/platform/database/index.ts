import { statements } from '@stoa/tenancy'
import type { SystemTables, TenantTables } from './tables.gen.ts'

export { assign, columnsOf } from './columns.ts'
export { migrationDirectories } from './migration-directories.ts'
export * from './tables.gen.ts'

export const { statement, systemStatement } = statements<TenantTables, SystemTables>()
