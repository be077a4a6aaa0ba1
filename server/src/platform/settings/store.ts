import { type Tenant, tenantPlaceholder, tenantsChannel } from '@stoa/tenancy'
import { sql } from 'kysely'
import { assign, statement } from '#platform/database'

/** What a tenant keeps, with the version of its row. */
export interface KeptSettings {
  settings: Tenant['settings']
  version: number
}

interface ChangedSettings extends KeptSettings {
  updated_at: string
  updated_by: string | null
}

/** core.tenants has no `tenant_id` for the kernel to name: its own row is the one with this id. */
const ownId = tenantPlaceholder as unknown as string

export const findSettings = statement('settings.find', (db) =>
  db.selectFrom('core.tenants').select(['settings', 'version']).$castTo<KeptSettings>().where('id', '=', ownId),
)

/** Holds the tenant's row until the work ends, against operators who change the tenant as well as other settings. */
export const lockSettings = statement('settings.lock', (db) =>
  db
    .selectFrom('core.tenants')
    .select(['settings', 'version'])
    .$castTo<KeptSettings>()
    .where('id', '=', ownId)
    .forNoKeyUpdate(),
)

/**
 * Written in the tenant's own scope, under a grant of these four columns and a policy of its own row, rather than in a
 * SystemScope: that could write every column of every tenant, and a forgotten condition would. So the three locks hold
 * here too, and the change shares the transaction with all else this work does.
 */
export const replaceSettings = statement('settings.replace', (db, p: ChangedSettings) =>
  db
    .updateTable('core.tenants')
    .set(assign(['settings', 'version', 'updated_at', 'updated_by'], p))
    .where('id', '=', ownId),
)

/** Every process forgets what it knew of the tenant, once this work is committed. */
export const announceSettings = statement(
  'settings.announce',
  () => sql`select pg_notify(${sql.lit(tenantsChannel)}, ${tenantPlaceholder}::text)`,
)
