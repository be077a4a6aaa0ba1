import { ExportDamaged, ImportedRows, type Placement, parsedLine, tenantsChannel, unsealed } from '@stoa/tenancy'
import pg, { type ClientBase } from 'pg'
import { newId } from '#platform/contract'
import { newDomain } from '../domains/domain.ts'
import { SlugTaken, SubdomainTaken } from '../refusals.ts'
import { schemaFor, type TenantRecord } from '../tenant.ts'
import { type Manifest, parseManifest, parsePerson, type TransferPlace, tablesLeftOut } from './container.ts'
import { writePerson } from './people.ts'

/** What the new tenant has otherwise than the exported one. */
export interface ImportRequest {
  slug?: string | undefined
  name?: string | undefined
  subdomain?: string | undefined
  placement?: Placement | undefined
  /** Leaves the domains out, which lead to the other tenant. */
  isWithoutDomains?: boolean
}

export interface Imported {
  tenant: TenantRecord
  /** Rows of tenant tables. */
  rows: number
  people: number
  /** Domains that other tenants have. */
  domainsLeftOut: string[]
}

/**
 * Makes a tenant from the lines of an export, under an id of its own: nothing that remembers the exported tenant acts
 * for it. One transaction: the tenant is there, active, when every row is and every hash is equal, or not at all, so an
 * import that was refused or killed is simply repeated.
 * @throws ExportDamaged, ExportDiffers, SlugTaken, SubdomainTaken
 */
export async function importTenant(
  place: TransferPlace,
  lines: AsyncIterable<string>,
  request: ImportRequest = {},
): Promise<Imported> {
  const owner = new pg.Client({ connectionString: place.urls.owner, application_name: 'stoa import' })
  owner.on('error', () => undefined)
  await owner.connect()
  const content = unsealed(lines)
  try {
    await owner.query('begin')
    const imported = await write(place, owner, content, request)
    await owner.query('commit')
    return imported
  } catch (error) {
    throw refusalFor(error) ?? error
  } finally {
    // Ends an open transaction, too; and whoever makes the lines need make no more.
    await owner.end()
    await content.return(undefined)
  }
}

async function write(
  { bindingKey }: TransferPlace,
  owner: ClientBase,
  lines: AsyncGenerator<string>,
  request: ImportRequest,
): Promise<Imported> {
  const manifest = parseManifest((await lines.next()).value)
  const tenant = newTenantOf(manifest, request)
  await insertTenant(owner, tenant)
  const rows = await ImportedRows.open({
    owner,
    bindingKey,
    tenant: { ...tenant, schema: tenant.schema_name },
    manifest: manifest.rows,
    leaveOut: tablesLeftOut,
  })
  const domainsLeftOut = request.isWithoutDomains ? [] : await insertDomains(owner, tenant, manifest.domains)
  let people = 0
  for await (const line of lines) {
    if (line.startsWith('[')) {
      await rows.add(line)
      continue
    }
    const { table, person } = parsedLine(line) as { table?: string; person?: unknown }
    if (table !== undefined) await rows.begin(table)
    else if (person !== undefined) {
      await writePerson(owner, tenant.id, parsePerson(person))
      people++
    } else throw ExportDamaged('A line of it cannot be read.')
  }
  await rows.verify()
  await owner.query(`update core.tenants set status = 'active' where id = $1`, [tenant.id])
  await owner.query('select pg_notify($1, $2)', [tenantsChannel, tenant.id])
  const count = manifest.rows.tables.reduce((sum, table) => sum + table.rows, 0)
  return { tenant: { ...tenant, status: 'active' }, rows: count, people, domainsLeftOut }
}

function newTenantOf({ tenant }: Manifest, request: ImportRequest): TenantRecord {
  const now = new Date().toISOString()
  const { name, plan, region, branding, metadata, settings } = tenant
  const slug = request.slug ?? tenant.slug
  const placement = request.placement ?? tenant.placement
  return {
    id: newId(),
    name: request.name ?? name,
    slug,
    subdomain: request.subdomain ?? (request.slug === undefined ? tenant.subdomain : slug),
    plan,
    region,
    branding,
    metadata,
    settings,
    placement,
    schema_name: schemaFor(placement, slug),
    status: 'provisioning',
    epoch: 1,
    access_epoch: 1,
    suspended_at: null,
    deleted_at: null,
    deleted_by: null,
    purging_since: null,
    version: 1,
    created_at: now,
    created_by: null,
    updated_at: now,
    updated_by: null,
  }
}

async function insertTenant(owner: ClientBase, tenant: TenantRecord): Promise<void> {
  await owner.query('insert into core.tenants select (jsonb_populate_record(null::core.tenants, $1::jsonb)).*', [
    JSON.stringify(tenant),
  ])
  if (tenant.placement === 'schema') {
    await owner.query('select tenancy.create_tenant_schema($1, $2)', [tenant.id, tenant.schema_name])
  }
}

/** Domains have to be verified anew, since their DNS names a token of the other tenant. */
async function insertDomains(owner: ClientBase, tenant: TenantRecord, domains: string[]): Promise<string[]> {
  const leftOut: string[] = []
  for (const domain of domains) {
    const row = newDomain(domain, tenant.id, tenant.created_at)
    const { rowCount } = await owner.query(
      `insert into core.tenant_domains (domain, tenant_id, token, created_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [row.domain, row.tenant_id, row.token, row.created_at],
    )
    if (rowCount === 0) leftOut.push(domain)
  }
  return leftOut
}

const beingMade = 'A tenant with this slug is being made at this moment.'

function refusalFor(error: unknown) {
  const { code, constraint } = error as { code?: string; constraint?: string }
  if (constraint === 'tenants_slug_key' || constraint === 'tenants_schema_name_key') return SlugTaken()
  if (constraint === 'tenants_subdomain_key') return SubdomainTaken()
  if (code === '55P03') return SlugTaken(beingMade)
  // Class 22 is a value that is none of its type, 23 one that a table refuses.
  return /^2[23]/.test(code ?? '') ? ExportDamaged('It holds values that cannot be kept.') : undefined
}
