import type { Pool } from 'pg'
import type { Placement, Tenant, TenantStatus } from '../tenant.ts'
import type { TenantKey, TenantStore } from './registry.ts'

const columns = `t.id, t.slug, t.name, t.subdomain, t.status, t.placement, t.schema_name, t.epoch, t.access_epoch,
  t.plan, t.region, t.settings, array(
    select d.domain from core.tenant_domains d where d.tenant_id = t.id and d.verified_at is not null order by d.domain
  ) as domains`

const conditions: Record<TenantKey, string> = {
  id: 't.id = $1',
  slug: 't.slug = $1',
  subdomain: 't.subdomain = $1',
  domain: `t.id = (select d.tenant_id from core.tenant_domains d where d.domain = $1 and d.verified_at is not null)`,
}

interface TenantRow {
  id: string
  slug: string
  name: string
  subdomain: string
  status: TenantStatus
  placement: Placement
  schema_name: string
  epoch: string
  access_epoch: string
  plan: string
  region: string
  settings: Record<string, unknown>
  domains: string[]
}

/** Tenants from the platform's tables `core.tenants` and `core.tenant_domains`, read as the role of the pool. */
export function postgresTenants(pool: Pick<Pool, 'query'>): TenantStore {
  return {
    async find(by, key) {
      const { rows } = await pool.query<TenantRow>({
        text: `select ${columns} from core.tenants t where ${conditions[by]}`,
        values: [key],
      })
      return rows[0] && tenantOf(rows[0])
    },
  }
}

function tenantOf({ schema_name, epoch, access_epoch, ...row }: TenantRow): Tenant {
  return { ...row, schema: schema_name, epoch: Number(epoch), accessEpoch: Number(access_epoch) }
}
