import type pg from 'pg'
import type { Report } from '../report.ts'

/** What no attack of today meets, and what would be open tomorrow. */
const demands: { attack: string; told: string; query: string }[] = [
  {
    attack: 'form: a table in a schema of tenants names the tenant',
    told: 'there is no column "tenant_id uuid not null"',
    query: `
      select format('%I.%I', n.nspname, c.relname) as subject
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join tenancy.tenant_schemas s on s.schema_name = n.nspname
      where c.relkind in ('r', 'p', 'f', 'm') and not exists (
        select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'tenant_id' and a.atttypid = 'uuid'::regtype
          and (a.attnotnull or c.relkind in ('f', 'm')) and not a.attisdropped
      )`,
  },
  {
    attack: 'form: a policy says both what is seen and what may be written',
    told: 'a policy for writing has no USING, or no WITH CHECK',
    query: `
      select distinct format('%I.%I', n.nspname, c.relname) as subject
      from pg_policy p
      join pg_class c on c.oid = p.polrelid
      join pg_namespace n on n.oid = c.relnamespace
      where p.polpermissive and p.polcmd in ('*', 'w') and (p.polqual is null or p.polwithcheck is null)
        and p.polroles && array[0, 'stoa_app'::regrole, 'stoa_reader'::regrole]::oid[]`,
  },
  {
    attack: 'form: a foreign key between tables of tenants holds the tenant on both sides',
    told: 'a foreign key takes the id of any tenant where the table is shared',
    query: `
      select distinct format('%I.%I', n.nspname, c.relname) as subject
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'tenant_id'
      where k.contype = 'f' and array_position(k.conkey, a.attnum) is distinct from array_position(k.confkey, b.attnum)
         or k.contype = 'f' and not a.attnum = any (k.conkey)`,
  },
]

export async function judgeForm(admin: pg.Client, report: Report): Promise<void> {
  for (const { attack, told, query } of demands) {
    const { rows } = await admin.query<{ subject: string }>(query)
    for (const { subject } of rows) report.add(subject, attack, told)
  }
}
