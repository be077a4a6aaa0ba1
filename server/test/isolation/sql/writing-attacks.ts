import { escapeIdentifier } from 'pg'
import { type Attack, insert, named, ofVictim, onConflicts, one, quoted, update, withNewIds } from './attack.ts'

/** Ways to change rows, in every situation. */
export const writingAttacks: Attack[] = [
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
        update(aim, `${escapeIdentifier(column)} = ${escapeIdentifier(column)}`, ofVictim(aim), aim.victimId),
      ),
  },
  {
    name: 'update returning',
    expect: 'nothing',
    tries: (aim) => {
      const column = escapeIdentifier(named('update', aim)[0]!)
      const returning = `returning ${quoted(named('select', aim))}`
      return update(aim, `${column} = ${column}`, `${ofVictim(aim)} ${returning}`, aim.victimId)
    },
  },
  {
    name: 'delete',
    expect: 'nothing',
    tries: (aim) => [
      ...one(`delete from ${aim.table.reference} ${ofVictim(aim)}`, aim.victimId),
      ...one(
        `delete from ${aim.table.reference} ${ofVictim(aim)} returning ${quoted(named('select', aim))}`,
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
