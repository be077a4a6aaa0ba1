import { escapeIdentifier } from 'pg'
import { type Attack, idColumns, named, ofVictim, one, quoted } from './attack.ts'

let prepared = 0

/** Ways to meet rows, in every situation. */
export const readingAttacks: Attack[] = [
  {
    name: 'select everything',
    expect: 'blind',
    tries: (aim) => one(`select ${quoted(named('select', aim))} from ${aim.table.reference}`),
  },
  {
    name: "select by the victim's tenant",
    expect: 'nothing',
    tries: (aim) => one(`select 1 from ${aim.table.reference} ${ofVictim(aim)}`, aim.victimId),
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
        one(`select 1 from ${aim.table.reference} ${ofVictim(aim)} for ${strength}`, aim.victimId),
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
