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

const quoted = (names: readonly string[]) => names.map((name) => escapeIdentifier(name)).join(', ')

const named = (what: 'select' | 'insert' | 'update', { table, role }: Aim) => {
  const possible = table.columns.filter((column) => !column.isGenerated || what === 'select')
  const granted = possible.filter((column) => column[what].includes(role))
  // Where nothing is granted the refusal is what is tried.
  return (granted.length > 0 ? granted : possible).map(({ name }) => name)
}

const one = (sql: string, ...parameters: unknown[]): Try[] => [[{ sql, parameters }]]

const ofVictim = ({ table, victimId }: Aim) => ({
  where: `where ${escapeIdentifier(table.tenantColumn)} = $1`,
  victimId,
})

const isWithTenant =
  ({ table }: Aim) =>
  (column: string) =>
    column !== table.tenantColumn

function insert(aim: Aim, row: Row, suffix = ''): Try[] {
  const { reference } = aim.table
  const columns = quoted(named('insert', aim))
  const values = `select ${columns} from jsonb_populate_record(null::${reference}, $1)`
  return one(`insert into ${reference} (${columns}) ${values} ${suffix}`, row)
}

/** `on conflict (…) do update` for each unique key. */
function onConflicts(aim: Aim): string[] {
  const [column] = named('update', aim)
  return aim.table.uniqueKeys.map(({ columns, predicate }) => {
    const target = `(${quoted(columns)}) ${predicate ? `where ${predicate}` : ''}`
    return `on conflict ${target} do update set ${escapeIdentifier(column!)} = excluded.${escapeIdentifier(column!)}`
  })
}

function update(aim: Aim, set: string, where: string, ...parameters: unknown[]): Try[] {
  return one(`update ${aim.table.reference} t set ${set} ${where}`, ...parameters)
}

/** The attacker's row is the first parameter. */
function onOwnRow({ table }: Aim): string {
  const key = table.primaryKey.length > 0 ? table.primaryKey : [table.tenantColumn]
  const isIt = key.map((column) => `t.${escapeIdentifier(column)}::text = $1::jsonb ->> ${escapeLiteral(column)}`)
  return `where ${isIt.join(' and ')}`
}

/** Deferred constraints are checked with the statement. */
const atOnce = (tries: Try[]): Try[] => tries.map((steps) => [{ sql: 'set constraints all immediate' }, ...steps])

let prepared = 0

const reading: Attack[] = [
  {
    name: 'select everything',
    expect: 'blind',
    tries: (aim) => one(`select ${quoted(named('select', aim))} from ${aim.table.reference}`),
  },
  {
    name: "select by the victim's tenant",
    expect: 'nothing',
    tries: (aim) => one(`select 1 from ${aim.table.reference} ${ofVictim(aim).where}`, aim.victimId),
  },
  {
    name: "select by the victim's ids",
    expect: 'nothing',
    tries: (aim) =>
      idColumns(aim).flatMap(({ name }) =>
        one(`select 1 from ${aim.table.reference} where ${escapeIdentifier(name)} = $1`, aim.victim[name]),
      ),
  },
  {
    name: 'lock',
    expect: 'nothing',
    tries: (aim) =>
      ['update', 'no key update', 'share', 'key share'].flatMap((strength) =>
        one(`select 1 from ${aim.table.reference} ${ofVictim(aim).where} for ${strength}`, aim.victimId),
      ),
  },
  {
    name: 'select through a cursor and a prepared statement',
    expect: 'blind',
    tries: (aim) => {
      const query = `select ${quoted(named('select', aim))} from ${aim.table.reference}`
      const name = `taken_${++prepared}`
      return [
        [{ sql: `declare ${name} cursor for ${query}` }, { sql: `fetch all from ${name}` }],
        [{ sql: `prepare ${name} as ${query}` }, { sql: `execute ${name}` }],
      ]
    },
  },
  {
    name: 'copy to',
    expect: 'blind',
    tries: (aim) => {
      const columns = quoted(named('select', aim))
      const { reference } = aim.table
      return [
        one(`copy (select ${columns} from ${reference}) to stdout`),
        one(`copy ${reference} (${columns}) to stdout`),
      ].flat()
    },
  },
]

const writing: Attack[] = [
  {
    name: 'copy from',
    expect: 'refused',
    tries: (aim) => one(`copy ${aim.table.reference} (${quoted(named('insert', aim))}) from stdin`),
  },
  { name: "insert the victim's row again", expect: 'refused', tries: (aim) => insert(aim, aim.victim) },
  {
    name: 'insert a new row of the victim',
    expect: 'refused',
    tries: (aim) => [
      ...insert(aim, withNewIds(aim)),
      ...insert(aim, withNewIds(aim), `returning ${quoted([aim.table.tenantColumn])}`),
    ],
  },
  {
    name: "upsert onto the victim's row",
    expect: 'refused',
    tries: (aim) =>
      ['on conflict do nothing', ...onConflicts(aim)].flatMap((suffix) => insert(aim, aim.victim, suffix)),
  },
  {
    name: 'update',
    expect: 'nothing',
    tries: (aim) =>
      named('update', aim).flatMap((column) =>
        update(aim, `${escapeIdentifier(column)} = ${escapeIdentifier(column)}`, ofVictim(aim).where, aim.victimId),
      ),
  },
  {
    name: 'update returning',
    expect: 'nothing',
    tries: (aim) => {
      const column = escapeIdentifier(named('update', aim)[0]!)
      const returning = `returning ${quoted(named('select', aim))}`
      return update(aim, `${column} = ${column}`, `${ofVictim(aim).where} ${returning}`, aim.victimId)
    },
  },
  {
    name: 'delete',
    expect: 'nothing',
    tries: (aim) => [
      ...one(`delete from ${aim.table.reference} ${ofVictim(aim).where}`, aim.victimId),
      ...one(
        `delete from ${aim.table.reference} ${ofVictim(aim).where} returning ${quoted(named('select', aim))}`,
        aim.victimId,
      ),
    ],
  },
  {
    name: 'merge',
    expect: 'nothing',
    tries: (aim) => {
      const column = escapeIdentifier(named('update', aim)[0]!)
      const into = `merge into ${aim.table.reference} t using (select $1::uuid as id) s on t.${escapeIdentifier(aim.table.tenantColumn)} = s.id`
      return [
        ...one(`${into} when matched then delete`, aim.victimId),
        ...one(`${into} when matched then update set ${column} = t.${column}`, aim.victimId),
      ]
    },
  },
  {
    name: "merge the victim's row in",
    expect: 'refused',
    tries: (aim) => {
      const columns = named('insert', aim)
      const values = columns.map((column) => `s.${escapeIdentifier(column)}`).join(', ')
      return one(
        `merge into ${aim.table.reference} t using (select (jsonb_populate_record(null::${aim.table.reference}, $1)).*) s
         on t.${escapeIdentifier(aim.table.tenantColumn)} = s.${escapeIdentifier(aim.table.tenantColumn)}
           and s.${escapeIdentifier(aim.table.tenantColumn)} is null
         when not matched then insert (${quoted(columns)}) values (${values})`,
        aim.victim,
      )
    },
  },
  {
    name: 'truncate',
    expect: 'refused',
    tries: (aim) => [
      ...one(`truncate ${aim.table.reference}`),
      ...one(`truncate ${aim.table.reference} restart identity cascade`),
    ],
  },
  {
    name: 'change the table',
    expect: 'refused',
    tries: (aim) => [
      ...one(`alter table ${aim.table.reference} disable row level security`),
      ...one(`create policy mine on ${aim.table.reference} using (true) with check (true)`),
      ...one(`create index on ${aim.table.reference} (${quoted([aim.table.tenantColumn])})`),
      ...one(`create rule mine as on insert to ${aim.table.reference} do also nothing`),
    ],
  },
]

/** In every situation. */
export const attacks = { reading, writing }

/** With rows of one's own, bound to one's own tenant. */
export const attacksFromOwnRows: Attack[] = [
  {
    name: "select one's own rows",
    expect: 'some',
    tries: (aim) => {
      const { table, role, own } = aim
      const column = table.columns.find(({ name }) => name === table.tenantColumn)!
      if (!column.select.includes(role)) return []
      return one(`select 1 from ${table.reference} ${ofVictim(aim).where}`, own![table.tenantColumn])
    },
  },
  {
    name: 'give a row to the victim',
    expect: 'refused',
    tries: (aim) => {
      const column = quoted([aim.table.tenantColumn])
      return [
        ...update(aim, `${column} = $2`, onOwnRow(aim), aim.own, aim.victimId),
        // What reads no column is not judged by what may be read.
        ...update(aim, `${column} = $1`, '', aim.victimId),
      ]
    },
  },
  {
    name: "refer to the victim's row by a foreign key",
    expect: 'refused',
    tries: (aim) =>
      aim.table.foreignKeys.flatMap(({ columns }) => {
        const referring = columns.filter(isWithTenant(aim)).filter((column) => aim.victim[column] !== null)
        if (referring.length === 0) return []
        const set = referring.map((column) => `${quoted([column])} = v.${quoted([column])}`).join(', ')
        const from = `from jsonb_populate_record(null::${aim.table.reference}, $2) v`
        return atOnce(update(aim, set, `${from} ${onOwnRow(aim)}`, aim.own, aim.victim))
      }),
  },
  {
    name: "ask for the victim's ids by writing them",
    expect: 'same',
    tries: (aim) =>
      idColumns(aim).flatMap(({ name }) =>
        [aim.victim[name], crypto.randomUUID()].flatMap((id) =>
          atOnce(update(aim, `${quoted([name])} = $2`, onOwnRow(aim), aim.own, id)),
        ),
      ),
  },
]

/** Bound to a tenant that has no rows at all: no key it meets can be one of its own. */
export function attacksByNewcomer(newcomerId: string): Attack[] {
  const newcomers = (aim: Aim) => ({ ...aim.victim, [aim.table.tenantColumn]: newcomerId })
  return [
    {
      name: "meet the victim's unique keys",
      expect: 'unmet',
      tries: (aim) => [
        ...insert(aim, newcomers(aim)),
        ...['on conflict do nothing', ...onConflicts(aim)].flatMap((suffix) => insert(aim, newcomers(aim), suffix)),
      ],
    },
  ]
}

/** Columns that hold an id of something of the victim's, apart from the tenant's own. */
function idColumns({ table, victim }: Aim) {
  return table.columns.filter(
    ({ name, type, isGenerated }) =>
      type === 'uuid' && !isGenerated && name !== table.tenantColumn && victim[name] != null,
  )
}

/** The victim's row under new ids, so that no key of it is met. */
function withNewIds(aim: Aim): Row {
  const ids = aim.table.primaryKey.filter(isWithTenant(aim))
  const fresh = idColumns(aim).filter(({ name }) => ids.includes(name))
  return { ...aim.victim, ...Object.fromEntries(fresh.map(({ name }) => [name, crypto.randomUUID()])) }
}
