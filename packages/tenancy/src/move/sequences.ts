import type { Moving } from './moving.ts'

const sequencesQuery = `
select pg_get_serial_sequence(format('%I.%I', $1::text, c.relname), a.attname) as source,
  pg_get_serial_sequence(format('%I.%I', $2::text, c.relname), a.attname) as target
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = $2 and c.relname = any ($3::text[])
  and pg_get_serial_sequence(format('%I.%I', $1::text, c.relname), a.attname) is not null
  and pg_get_serial_sequence(format('%I.%I', $2::text, c.relname), a.attname) is not null`

/** Numbers that the source gave out are not given out again by the target. A sequence that others share never goes back. */
export async function advanceSequences({ client, from, to, tables }: Moving): Promise<void> {
  const names = tables.map(({ name }) => name)
  const { rows } = await client.query(sequencesQuery, [from.schema, to.schema, names])
  for (const { source, target } of rows) {
    await client.query(
      `select setval($1::regclass, s.last_value) from ${source} s, ${target} t where s.last_value > t.last_value`,
      [target],
    )
  }
}
