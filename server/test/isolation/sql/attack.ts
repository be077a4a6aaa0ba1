import { escapeIdentifier, escapeLiteral } from 'pg'
import type { Table, TenantRole } from './catalogue.ts'
import type { Row } from './rows.ts'

/** What an attack is made from: a table, whose rows it is after, and as which role. */
export interface Aim {
  table: Table
  role: TenantRole
  victimId: string
  /** A row of the victim, known to the attacker in full: that it exists must still not be told. */
  victim: Row
  /** A row of the attacker; absent where it has none. */
  own: Row | undefined
}

export interface Step {
  sql: string
  parameters?: unknown[]
}

/** Steps of one try, run one after the other; the last one is judged. */
export type Try = Step[]

export interface Attack {
  name: string
  /**
   * - `blind`: rows may come, but none that tells of the victim
   * - `nothing`: no row is met
   * - `refused`: it must be an error
   * - `same`: two tries, one with a value of the victim and one with a value nobody has, end in the same way
   * - `some`: rows are met, so that what the others do not meet says something
   * - `unmet`: it ends as if the victim's row were not there
   */
  expect: 'blind' | 'nothing' | 'refused' | 'same' | 'some' | 'unmet'
  tries: (aim: Aim) => Try[]
}

export const quoted = (names: readonly string[]) => names.map((name) => escapeIdentifier(name)).join(', ')

export const named = (what: 'select' | 'insert' | 'update', { table, role }: Aim) => {
  const possible = table.columns.filter((column) => !column.isGenerated || what === 'select')
  const granted = possible.filter((column) => column[what].includes(role))
  // Where nothing is granted the refusal is what is tried.
  return (granted.length > 0 ? granted : possible).map(({ name }) => name)
}

export const one = (sql: string, ...parameters: unknown[]): Try[] => [[{ sql, parameters }]]

/** The victim's tenant is the first parameter. */
export const ofVictim = ({ table }: Aim) => `where ${escapeIdentifier(table.tenantColumn)} = $1`

export const isWithTenant =
  ({ table }: Aim) =>
  (column: string) =>
    column !== table.tenantColumn

export function insert(aim: Aim, row: Row, suffix = ''): Try[] {
  const { reference } = aim.table
  const columns = quoted(named('insert', aim))
  const values = `select ${columns} from jsonb_populate_record(null::${reference}, $1)`
  return one(`insert into ${reference} (${columns}) ${values} ${suffix}`, row)
}

/** `on conflict (…) do update` for each unique key. */
export function onConflicts(aim: Aim): string[] {
  const [column] = named('update', aim)
  return aim.table.uniqueKeys.map(({ columns, predicate }) => {
    const target = `(${quoted(columns)}) ${predicate ? `where ${predicate}` : ''}`
    return `on conflict ${target} do update set ${escapeIdentifier(column!)} = excluded.${escapeIdentifier(column!)}`
  })
}

export function update(aim: Aim, set: string, where: string, ...parameters: unknown[]): Try[] {
  return one(`update ${aim.table.reference} t set ${set} ${where}`, ...parameters)
}

/** The attacker's row is the first parameter. */
export function onOwnRow({ table }: Aim): string {
  const key = table.primaryKey.length > 0 ? table.primaryKey : [table.tenantColumn]
  const isIt = key.map((column) => `t.${escapeIdentifier(column)}::text = $1::jsonb ->> ${escapeLiteral(column)}`)
  return `where ${isIt.join(' and ')}`
}

/** Deferred constraints are checked with the statement. */
export const atOnce = (tries: Try[]): Try[] =>
  tries.map((steps) => [{ sql: 'set constraints all immediate' }, ...steps])

/** Columns that hold an id of something of the victim's, apart from the tenant's own. */
export function idColumns({ table, victim }: Aim) {
  return table.columns.filter(
    ({ name, type, isGenerated }) =>
      type === 'uuid' && !isGenerated && name !== table.tenantColumn && victim[name] != null,
  )
}

/** The victim's row under new ids, so that no key of it is met. */
export function withNewIds(aim: Aim): Row {
  const ids = aim.table.primaryKey.filter(isWithTenant(aim))
  const fresh = idColumns(aim).filter(({ name }) => ids.includes(name))
  return { ...aim.victim, ...Object.fromEntries(fresh.map(({ name }) => [name, crypto.randomUUID()])) }
}
