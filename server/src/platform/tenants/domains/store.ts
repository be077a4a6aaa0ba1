import { assign, columnsOf, systemStatement } from '#platform/database'
import { DomainRow } from './domain.ts'
import { DomainTaken } from './refusals.ts'

const columns = columnsOf(DomainRow)

export const findDomains = systemStatement('tenant_domains.find_of_tenant', (db, p: { tenant_id: string }) =>
  db.selectFrom('core.tenant_domains').select(columns).where('tenant_id', '=', p.tenant_id).orderBy('domain'),
)

export const findDomain = systemStatement('tenant_domains.find', (db, p: { tenant_id: string; domain: string }) =>
  db
    .selectFrom('core.tenant_domains')
    .select(columns)
    .where('tenant_id', '=', p.tenant_id)
    .where('domain', '=', p.domain),
)

/** Holds the row until the work ends. */
export const lockDomain = systemStatement('tenant_domains.lock', (db, p: { tenant_id: string; domain: string }) =>
  db
    .selectFrom('core.tenant_domains')
    .select(columns)
    .where('tenant_id', '=', p.tenant_id)
    .where('domain', '=', p.domain)
    .forUpdate(),
)

export const insertDomain = systemStatement(
  'tenant_domains.insert',
  (db, p: DomainRow) => db.insertInto('core.tenant_domains').values(assign(columns, p)),
  { refuses: { tenant_domains_pkey: DomainTaken } },
)

export const setVerified = systemStatement('tenant_domains.set_verified', (db, p: DomainRow) =>
  db.updateTable('core.tenant_domains').set({ verified_at: p.verified_at }).where('domain', '=', p.domain),
)

export const deleteDomain = systemStatement('tenant_domains.delete', (db, p: { domain: string }) =>
  db.deleteFrom('core.tenant_domains').where('domain', '=', p.domain),
)

export const deleteDomains = systemStatement('tenant_domains.delete_of_tenant', (db, p: { tenant_id: string }) =>
  db.deleteFrom('core.tenant_domains').where('tenant_id', '=', p.tenant_id),
)
