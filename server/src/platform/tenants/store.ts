import { tenantsChannel } from '@stoa/tenancy'
import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, systemStatement } from '#platform/database'
import { SlugTaken, SubdomainTaken } from './refusals.ts'
import { PublicTenant, TenantFields, TenantRecord } from './tenant.ts'

const columns = columnsOf(TenantRecord)
const publicColumns = columnsOf(PublicTenant)
const refuses = {
  tenants_slug_key: SlugTaken,
  tenants_schema_name_key: SlugTaken,
  tenants_subdomain_key: SubdomainTaken,
}

/** Deleted tenants are listed only when they are asked for. */
export const tenantList = defineList(
  systemStatement,
  'tenants.list',
  { sorts: ['created_at', 'name'], filters: ['status', 'placement'] },
  (db, filter, has) => {
    let tenants = db.selectFrom('core.tenants')
    tenants = has('status') ? tenants.where('status', '=', filter.status) : tenants.where('status', '<>', 'deleted')
    if (has('placement')) tenants = tenants.where('placement', '=', filter.placement)
    return tenants
  },
  (tenants) => tenants.select(columns).$castTo<TenantRecord>(),
)

export const findActiveTenants = systemStatement('tenants.find_active', (db) =>
  db.selectFrom('core.tenants').select('id').where('status', '=', 'active').orderBy('id'),
)

export const findTenant = systemStatement('tenants.find', (db, p: { id: string }) =>
  db.selectFrom('core.tenants').select(columns).$castTo<TenantRecord>().where('id', '=', p.id),
)

export const findTenantBySlug = systemStatement('tenants.find_by_slug', (db, p: { slug: string }) =>
  db.selectFrom('core.tenants').select(columns).$castTo<TenantRecord>().where('slug', '=', p.slug),
)

/** A tenant that was begun and not finished, held until the work ends. */
export const lockProvisioning = systemStatement('tenants.lock_provisioning', (db, p: { slug: string }) =>
  db
    .selectFrom('core.tenants')
    .select(columns)
    .$castTo<TenantRecord>()
    .where('slug', '=', p.slug)
    .where('status', '=', 'provisioning')
    .forNoKeyUpdate(),
)

/** Holds the row until the work ends: who changes a tenant's state second sees what the first did. */
export const lockTenant = systemStatement('tenants.lock', (db, p: { id: string }) =>
  db.selectFrom('core.tenants').select(columns).$castTo<TenantRecord>().where('id', '=', p.id).forNoKeyUpdate(),
)

export const findPublicBySlug = systemStatement('tenants.find_public_by_slug', (db, p: { slug: string }) =>
  db
    .selectFrom('core.tenants')
    .select(publicColumns)
    .$castTo<PublicTenant>()
    .where('slug', '=', p.slug)
    .where('status', '=', 'active'),
)

export const findPublicByDomain = systemStatement('tenants.find_public_by_domain', (db, p: { domain: string }) =>
  db
    .selectFrom('core.tenants')
    .select(publicColumns)
    .$castTo<PublicTenant>()
    .where('status', '=', 'active')
    .where('id', '=', (eb) =>
      eb
        .selectFrom('core.tenant_domains')
        .select('tenant_id')
        .where('domain', '=', p.domain)
        .where('verified_at', 'is not', null),
    ),
)

export const insertTenant = systemStatement(
  'tenants.insert',
  (db, p: TenantRecord) => db.insertInto('core.tenants').values(assign(columns, p)),
  { refuses },
)

export const replaceTenant = systemStatement(
  'tenants.replace',
  (db, p: TenantRecord) =>
    db
      .updateTable('core.tenants')
      .set(assign([...columnsOf(TenantFields), 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

export const setTenantState = systemStatement('tenants.set_state', (db, p: TenantRecord) =>
  db
    .updateTable('core.tenants')
    .set(
      assign(
        [
          'status',
          'epoch',
          'access_epoch',
          'suspended_at',
          'deleted_at',
          'deleted_by',
          'purging_since',
          'version',
          'updated_at',
          'updated_by',
        ],
        p,
      ),
    )
    .where('id', '=', p.id),
)

/** Makes the tenant's own schema with every tenant table: long, so it keeps off the connections of short writes. */
export const createSchema = systemStatement(
  'tenants.create_schema',
  (_, p: { id: string; schema_name: string }) =>
    sql`select tenancy.create_tenant_schema(${p.id}::uuid, ${p.schema_name}::text)`,
  { slow: true },
)

/** Every process forgets what it knew of the tenant, once this work is committed. */
export const announceTenant = systemStatement(
  'tenants.announce',
  (_, p: { id: string }) => sql`select pg_notify(${sql.lit(tenantsChannel)}, ${p.id}::text)`,
)
