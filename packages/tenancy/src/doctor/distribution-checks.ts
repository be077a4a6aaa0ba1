import type { Check } from './check.ts'

const onTenantTables = `pg_constraint k join tenant_tables t on t.oid = k.conrelid
      where t.schema in (select s.oid from tenant_schemas s) and k.conparentid = 0`

/** Rules of a distributed engine (Citus), kept so that the same migrations run there. */
export const distributionChecks: readonly Check[] = [
  {
    code: 'distribution_foreign_key_action',
    severity: 'warning',
    explanation:
      'A distributed engine refuses foreign keys that would change tenant_id: ON DELETE SET NULL or SET DEFAULT, and any ' +
      'ON UPDATE action.',
    mend: 'Leave the action out, and change the rows in the statement that needs it.',
    query: `
      select format('%I on %s', k.conname, t.name) as subject, null as sql
      from ${onTenantTables} and k.contype = 'f' and (k.confdeltype in ('n', 'd') or k.confupdtype in ('c', 'n', 'd'))`,
  },
  {
    code: 'distribution_trigger',
    severity: 'warning',
    explanation:
      'On a distributed engine TG_TABLE_NAME is the name of a shard, and a trigger that notifies is refused.',
    mend: 'Give the name of the table as an argument of the trigger (TG_ARGV); notify by a statement of its own.',
    query: `
      select format('%I on %s', g.tgname, t.name) as subject, null as sql
      from pg_trigger g join tenant_tables t on t.oid = g.tgrelid join pg_proc p on p.oid = g.tgfoid
      where not g.tgisinternal and t.schema in (select s.oid from tenant_schemas s)
        and p.prosrc ~* '\\m(tg_table_name|tg_relname|notify|pg_notify)\\M'`,
  },
]
