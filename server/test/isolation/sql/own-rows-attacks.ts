import {
  type Aim,
  type Attack,
  atOnce,
  idColumns,
  insert,
  isWithTenant,
  ofVictim,
  onConflicts,
  one,
  onOwnRow,
  quoted,
  update,
} from './attack.ts'

/** With rows of one's own, bound to one's own tenant. */
export const attacksFromOwnRows: Attack[] = [
  {
    name: "select one's own rows",
    expect: 'some',
    tries: (aim) => {
      const { table, role, own } = aim
      const column = table.columns.find(({ name }) => name === table.tenantColumn)!
      if (!column.select.includes(role)) return []
      return one(`select 1 from ${table.reference} ${ofVictim(aim)}`, own![table.tenantColumn])
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
