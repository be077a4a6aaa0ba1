import { roles } from '../roles/role.ts'
import type { Check } from './check.ts'

/** What objects that are made later would be open to, and what all tenants share beside tables. */
export const grantChecks: readonly Check[] = [
  {
    code: 'default_privileges_open',
    severity: 'error',
    explanation: 'Whatever is made next is open at once to roles that nobody granted it to.',
    mend: 'Take the default away; a migration grants each object by name.',
    query: `
      with words (type, word) as (values
        ('r'::"char", 'tables'), ('S', 'sequences'), ('f', 'functions'), ('n', 'schemas'), ('L', 'large objects')
      )
      select format('%s of %I%s to %s', w.word, o.rolname, ' in ' || quote_ident(n.nspname), coalesce(quote_ident(r.name), 'public'))
          as subject,
        format('alter default privileges for role %I%s revoke all on %s from %s', o.rolname,
          ' in schema ' || quote_ident(n.nspname), w.word, coalesce(quote_ident(r.name), 'public')) as sql
      from pg_default_acl d
      join words w on w.type = d.defaclobjtype
      join pg_roles o on o.oid = d.defaclrole
      left join pg_namespace n on n.oid = d.defaclnamespace
      cross join lateral (select distinct a.grantee from aclexplode(d.defaclacl) a where a.grantee <> d.defaclrole) a
      left join serving_roles r on r.oid = a.grantee
      where a.grantee = 0 or r.oid is not null
      union all
      select format('functions of %I to public', o.rolname),
        format('alter default privileges for role %I revoke execute on functions from public', o.rolname)
      from pg_roles o
      where o.rolname = '${roles.owner}' and not exists (
        select from pg_default_acl d where d.defaclrole = o.oid and d.defaclobjtype = 'f' and d.defaclnamespace = 0
      )`,
  },
  {
    code: 'sequence_shared',
    severity: 'warning',
    explanation:
      'All tenants draw from one sequence: its numbers tell how much the others do, and any of them can use it up.',
    mend: 'Make ids in the process (UUID), and numbers from a row of the tenant.',
    query: `
      select format('%I.%I', n.nspname, c.relname) as subject, null as sql
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and n.nspname !~ '^pg_' and (
        exists (
          select from pg_depend d join tenant_tables t on t.oid = d.refobjid
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
        )
        or exists (select from tenant_roles r where has_sequence_privilege(r.oid, c.oid, 'usage, select, update'))
      )`,
  },
]
