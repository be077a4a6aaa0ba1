import { ExportedRows, type Placement, sealed, TenantProvisioning, type TenantStatus } from '@stoa/tenancy'
import pg, { type ClientBase } from 'pg'
import { TenantPurging } from '../purge/refusals.ts'
import { TenantNotFound } from '../refusals.ts'
import { type Manifest, type TransferPlace, tablesLeftOut } from './container.ts'
import { readPeople } from './people.ts'

export interface ExportRequest {
  /** Slug or id. */
  tenant: string
  /** Leaves members out. What else tells of people, in orders for example, is in the rows and stays. */
  isWithoutPeople?: boolean
}

type Exported = Omit<Manifest['tenant'], 'slug'> & {
  slug: string
  status: TenantStatus
  placement: Placement
  schema: string
  epoch: string
  purging_since: Date | null
  domains: string[]
}

/**
 * A tenant as lines of text: all of it as it is at one moment, also of a suspended or deleted one. Rows are read page by
 * page, bound to the tenant, by the role that only reads. The lines end with a seal; without it they are no export.
 */
export function exportTenant(place: TransferPlace, request: ExportRequest): AsyncGenerator<string> {
  return sealed(contentOf(place, request))
}

async function* contentOf(place: TransferPlace, request: ExportRequest): AsyncGenerator<string> {
  const system = new pg.Client({ connectionString: place.urls.system, application_name: 'stoa export' })
  system.on('error', () => undefined)
  await system.connect()
  try {
    await system.query('begin isolation level repeatable read read only')
    await system.query('set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0')
    const { domains, ...tenant } = await findExported(system, request.tenant)
    const rows = await ExportedRows.open({
      readerUrl: place.urls.reader,
      bindingKey: place.bindingKey,
      moment: system,
      tenant: { ...tenant, epoch: Number(tenant.epoch) },
      leaveOut: tablesLeftOut,
    })
    try {
      const hasPeople = !request.isWithoutPeople
      yield JSON.stringify(manifestOf(tenant, domains, hasPeople, rows))
      if (hasPeople) for await (const person of readPeople(system, tenant.id)) yield JSON.stringify({ person })
      yield* rows.lines()
    } finally {
      await rows.close()
    }
  } finally {
    await system.end()
  }
}

async function findExported(system: ClientBase, name: string): Promise<Exported> {
  const { rows } = await system.query<Exported>(
    `select t.id, t.slug, t.name, t.subdomain, t.status, t.placement, t.schema_name as schema, t.epoch, t.plan, t.region,
       t.settings, t.branding, t.metadata, t.purging_since,
       array(select d.domain from core.tenant_domains d where d.tenant_id = t.id order by d.domain) as domains
     from core.tenants t where t.slug = $1 or t.id::text = lower($1)`,
    [name],
  )
  const [found] = rows
  if (!found) throw TenantNotFound(`There is no tenant ${name}.`)
  if (found.status === 'provisioning') throw TenantProvisioning()
  if (found.purging_since !== null) throw TenantPurging()
  return found
}

function manifestOf(
  tenant: Omit<Exported, 'domains'>,
  domains: string[],
  hasPeople: boolean,
  { manifest }: ExportedRows,
): Manifest {
  const { id, slug, name, subdomain, plan, region, branding, metadata, placement, settings } = tenant
  return {
    format: 'stoa.tenant',
    version: 1,
    exported_at: new Date().toISOString(),
    tenant: { id, slug, name, subdomain, plan, region, branding, metadata, placement, settings },
    domains,
    has_people: hasPeople,
    rows: manifest,
  }
}
