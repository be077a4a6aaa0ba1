import type { Client } from 'pg'

interface Column {
  schema: string
  table: string
  column: string
  /** Base type without modifiers; of an array, that of its elements. */
  type: string
  is_array: boolean
  is_nullable: boolean
  has_default: boolean
  /** What the text may be, when a CHECK lists it. */
  choices: string | null
  named_by_app: boolean
  named_by_system: boolean
}

const columnsQuery = `
select n.nspname as schema, c.relname as table, a.attname as column,
  format_type(coalesce(nullif(t.typelem, 0), t.oid), null) as type, t.typcategory = 'A' as is_array,
  not a.attnotnull as is_nullable, a.atthasdef or a.attidentity <> '' as has_default,
  (
    select pg_get_constraintdef(k.oid) from pg_constraint k
    where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
      and pg_get_constraintdef(k.oid) ~ '^CHECK \\(\\(\\w+ = (ANY \\(ARRAY\\[)?''[^()]*::text(\\]\\))?\\)\\)$'
  ) as choices,
  has_column_privilege('stoa_app', c.oid, a.attnum, 'select, update') as named_by_app,
  has_column_privilege('stoa_system', c.oid, a.attnum, 'select, update') as named_by_system
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type t on t.oid = a.atttypid
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('shared', 'core')
order by n.nspname = 'core', c.relname, a.attnum`

const scalars: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  'character varying': 'string',
  boolean: 'boolean',
  smallint: 'number',
  integer: 'number',
  bigint: 'number',
  'double precision': 'number',
  numeric: 'string',
  date: 'string',
  'timestamp with time zone': 'string',
  bytea: 'Buffer',
}

const preamble = `// Made from the migrated database by scripts/generate-tables.ts; do not edit.
import type { ColumnType, Generated } from 'kysely'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
/** Sent as an object or array, read as what it holds. */
export type JsonColumn = ColumnType<Json, object, object>
export type GeneratedJson = ColumnType<Json, object | undefined, object>
export type NullableJson = ColumnType<Json, object | null | undefined, object | null>
/** Named by the kernel in every statement, never by a feature. */
export type TenantId = ColumnType<string, never, never>
`

/** The TypeScript types of every table that a tenant scope or a system scope may name. */
export async function tableTypes(client: Client): Promise<string> {
  const { rows } = await client.query<Column>(columnsQuery)
  const tenant = rows.filter(({ schema, named_by_app }) => schema === 'shared' || named_by_app)
  const system = rows.filter(({ schema, named_by_system }) => schema === 'core' && named_by_system)
  return [
    preamble,
    scopedTables(tenant),
    tablesInterface('TenantTables', tenant),
    tablesInterface('SystemTables', system),
  ].join('\n')
}

function scopedTables(columns: readonly Column[]): string {
  const names = columns
    .filter(({ schema, column }) => schema !== 'shared' && column === 'tenant_id')
    .map(({ schema, table }) => `'${schema}.${table}'`)
  return `/** Platform tables in which tenants have rows; the kernel names the tenant in them as well. */
export const scopedTables = [${names.join(', ')}] as const
`
}

function tablesInterface(name: string, columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, ({ schema, table }) => (schema === 'shared' ? table : `'${schema}.${table}'`))
  const members = Array.from(tables, ([table, its]) => {
    const lines = its.map((column) => `    ${column.column}: ${typeOf(column, name === 'TenantTables')}`)
    return `  ${table}: {\n${lines.join('\n')}\n  }`
  })
  return `export interface ${name} {\n${members.join('\n')}\n}\n`
}

function typeOf(column: Column, isForTenants: boolean): string {
  if (isForTenants && column.column === 'tenant_id') return 'TenantId'
  if (column.type === 'jsonb' || column.type === 'json') {
    if (column.is_nullable) return 'NullableJson'
    return column.has_default ? 'GeneratedJson' : 'JsonColumn'
  }
  const scalar = column.choices === null ? scalars[column.type] : choicesOf(column.choices)
  if (!scalar) throw new TypeError(`no type is known for ${column.table}.${column.column}, a ${column.type}`)
  const whole = `${column.is_array ? `${scalar}[]` : scalar}${column.is_nullable ? ' | null' : ''}`
  return column.has_default ? `Generated<${whole}>` : whole
}

function choicesOf(check: string): string {
  return Array.from(check.matchAll(/'((?:[^']|'')*)'::text/g), ([, choice]) =>
    JSON.stringify(choice!.replaceAll("''", "'")).replaceAll('"', "'"),
  ).join(' | ')
}
