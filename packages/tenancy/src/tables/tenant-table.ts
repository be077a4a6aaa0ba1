import type { ClientBase } from 'pg'

/** One table of a schema that holds tenants' rows, as the catalogue knows it. */
export interface TenantTable {
  name: string
  /** What a row is made of, in order: without `tenant_id`, and without what the database computes itself. */
  columns: readonly TenantColumn[]
  /** Columns of the primary key without `tenant_id`; empty when there is no key, or the tenant is all of it. */
  primaryKey: readonly string[]
  references: readonly TableReference[]
}

export interface TenantColumn {
  name: string
  /** As SQL writes it: `uuid`, `text[]`, `timestamp(3) with time zone`. */
  type: string
}

/** A foreign key to a table of the same schema. */
export interface TableReference {
  table: string
  /** The columns that refer, without `tenant_id`. */
  columns: readonly string[]
  /** The columns they refer to, in the same order. */
  toColumns: readonly string[]
  /**
   * The table it refers to does not come before this one: it is this one itself, or one of a circle. Rows of such
   * tables cannot be written in the order of the tables alone.
   */
  isCircular: boolean
}

type Found = Omit<TenantTable, 'references'> & { references: readonly Omit<TableReference, 'isCircular'>[] }

const tablesQuery = `
select c.relname as name, (
  select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
    order by a.attnum), '[]')
  from pg_attribute a
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'tenant_id'
) as columns, (
  select coalesce(json_agg(a.attname order by k.position), '[]')
  from pg_constraint p, unnest(p.conkey) with ordinality k (attnum, position)
  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum and a.attname <> 'tenant_id'
  where p.conrelid = c.oid and p.contype = 'p'
) as "primaryKey", (
  select coalesce(json_agg(json_build_object('table', r.relname, 'columns', (
    select coalesce(json_agg(a.attname order by k.position), '[]')
    from unnest(f.conkey) with ordinality k (attnum, position)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum and a.attname <> 'tenant_id'
  ), 'toColumns', (
    select coalesce(json_agg(a.attname order by k.position), '[]')
    from unnest(f.confkey) with ordinality k (attnum, position)
    join pg_attribute a on a.attrelid = r.oid and a.attnum = k.attnum and a.attname <> 'tenant_id'
  )) order by f.conname), '[]')
  from pg_constraint f join pg_class r on r.oid = f.confrelid and r.relnamespace = c.relnamespace
  where f.conrelid = c.oid and f.contype = 'f' and f.conparentid = 0
) as references
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition and exists (
  select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
)
order by c.relname collate "C"`

/** The tenant tables of a schema from the catalogue, parents before children. */
export async function readTenantTables(client: ClientBase, schema: string): Promise<TenantTable[]> {
  const { rows } = await client.query<Found>(tablesQuery, [schema])
  const ordered: TenantTable[] = []
  const waiting = new Map(rows.map((table) => [table.name, table]))
  const waitsFor = (table: Found) =>
    table.references.filter((reference) => reference.table !== table.name && waiting.has(reference.table))
  while (waiting.size > 0) {
    const tables = [...waiting.values()]
    // In a circle somebody has to be first: whoever waits for the fewest.
    const next = tables.reduce((best, table) => (waitsFor(table).length < waitsFor(best).length ? table : best))
    const references = next.references.map((reference) => ({ ...reference, isCircular: waiting.has(reference.table) }))
    ordered.push({ ...next, references })
    waiting.delete(next.name)
  }
  return ordered
}
