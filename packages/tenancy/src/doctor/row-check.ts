import type { Client } from 'pg'
import { withConnection } from '../migrate/owner-connection.ts'
import { type FaultKind, type Finding, findingOf } from './check.ts'
import { schemasPerConnection } from './schema-fingerprint.ts'

export const rowKinds = {
  orphans: {
    code: 'rows_without_tenant',
    severity: 'error',
    explanation:
      'Rows of a tenant that does not exist, or whose rows belong elsewhere: nobody sees them, and no purge finds them.',
    mend: 'See where they come from (a restore, a move that was broken off, SQL by hand); then delete them.',
  },
  unseen: {
    code: 'rows_not_examined',
    severity: 'warning',
    explanation: 'Only a role above row security sees the rows of every tenant, and DATABASE_URL names none.',
    mend: 'Run the doctor with a DATABASE_URL of a superuser, or of a role with BYPASSRLS.',
  },
} as const satisfies Record<string, FaultKind>

interface Table {
  schema: string
  /** With its schema, as SQL writes it. */
  name: string
}

const tablesQuery = `
select n.nspname as schema, format('%I.%I', n.nspname, c.relname) as name from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join tenancy.tenant_schemas s on s.schema_name = n.nspname
where c.relkind in ('r', 'p') and not c.relispartition and exists (
  select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
)
order by 1, 2`

/**
 * Rows in tables whose tenant is not there, or is elsewhere. Jumps from tenant to tenant along the primary key, so it
 * costs a few reads per tenant and table, however many rows there are. A tenant that is being moved has rows in two places,
 * and which are not its own changes from one moment to the next; what its move leaves behind, the move removes.
 * @param adminUrl of a role above row security
 */
export async function findOrphans(adminUrl: string): Promise<Finding[]> {
  const { isAbove, tables } = await withConnection(adminUrl, surveyTables)
  if (!isAbove) return [findingOf(rowKinds.unseen, 'core and tenants’ tables')]
  const schemas = Map.groupBy(tables, ({ schema }) => schema)
  const findings: Finding[] = []
  const all = [...schemas.values()]
  for (let start = 0; start < all.length; start += schemasPerConnection) {
    await withConnection(adminUrl, async (client) => {
      for (const ofSchema of all.slice(start, start + schemasPerConnection)) {
        findings.push(...(await orphansIn(client, ofSchema)))
      }
    })
  }
  return findings
}

async function surveyTables(client: Client): Promise<{ isAbove: boolean; tables: Table[] }> {
  const power = await client.query<{ is_above: boolean }>(
    'select rolsuper or rolbypassrls as is_above from pg_roles where rolname = current_user',
  )
  const { rows } = await client.query<Table>(tablesQuery)
  return { isAbove: power.rows[0]!.is_above, tables: rows }
}

async function orphansIn(client: Client, tables: readonly Table[]): Promise<Finding[]> {
  const parts = tables.map(({ schema, name }) => {
    return `select ${client.escapeLiteral(name)} as name, ${client.escapeLiteral(schema)} as schema, tenant_id from (
      with recursive tenants (tenant_id) as (
        (select tenant_id from ${name} order by tenant_id limit 1)
        union all
        select (select r.tenant_id from ${name} r where r.tenant_id > t.tenant_id order by r.tenant_id limit 1)
        from tenants t where t.tenant_id is not null
      )
      select tenant_id from tenants where tenant_id is not null
    ) tenants`
  })
  const { rows } = await client.query<{ name: string; tenants: string[] }>(
    `select name, array_agg(tenant_id::text order by tenant_id) as tenants from (${parts.join(' union all ')}) r
     where not exists (select from core.tenants t where t.id = r.tenant_id and t.schema_name = r.schema)
       and not exists (select from tenancy.moves m where m.tenant_id = r.tenant_id)
     group by name order by name`,
  )
  return rows.map(({ name, tenants }) => {
    const [first, ...others] = tenants
    const more = others.length > 0 ? ` and ${others.length} more` : ''
    const list = tenants.map((tenant) => client.escapeLiteral(tenant)).join(', ')
    return findingOf(rowKinds.orphans, `${name}: ${first}${more}`, `delete from ${name} where tenant_id in (${list})`)
  })
}
