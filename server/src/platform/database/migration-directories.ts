import { fileURLToPath } from 'node:url'
import type { MigrationDirectories } from '@stoa/tenancy'

/** Where this server keeps its migrations. */
export const migrationDirectories: MigrationDirectories = {
  core: fileURLToPath(new URL('../../../migrations/core', import.meta.url)),
  tenant: fileURLToPath(new URL('../../../migrations/tenant', import.meta.url)),
}
