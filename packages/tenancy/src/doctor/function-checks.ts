import { closedNames } from '../roles/closed-functions.ts'
import { roles } from '../roles/role.ts'
import type { Check } from './check.ts'

const isOurs = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (select from extension_members e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)`

/** Functions and views through which row security could be passed by. */
export const functionChecks: readonly Check[] = [
  {
    code: 'function_missing',
    severity: 'fatal',
    explanation: 'Without this function no transaction can be bound to a tenant, or no write be guarded.',
    mend: 'stoa migrate up; when that finds nothing to do, the function was dropped by hand and is made by its migration.',
    query: `
      select f as subject, null as sql from unnest(array[
        'tenancy.current_tenant()', 'tenancy.bind(text)', 'tenancy.refuse_second_binding()', 'tenancy.refuse_binding(text)', 'tenancy.fence(uuid,bigint)',
        'tenancy.require_rows(bigint,bigint)', 'tenancy.create_tenant_schema(uuid,text)'
      ]) f where to_regprocedure(f) is null`,
  },
  {
    code: 'function_without_search_path',
    severity: 'fatal',
    explanation: 'It runs with its owner’s powers and finds names where the caller’s search_path says.',
    mend: 'Fix its search_path.',
    query: `
      select p.oid::regprocedure::text as subject,
        format('alter routine %s set search_path = pg_catalog, pg_temp', p.oid::regprocedure) as sql
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname !~ '^pg_'
        and not coalesce(array_to_string(p.proconfig, ' ') ~ '(^| )search_path=', false)
        and (exists (select from serving_roles r where has_function_privilege(r.oid, p.oid, 'execute'))
          or exists (select from pg_trigger g where g.tgfoid = p.oid))`,
  },
  {
    code: 'function_above_row_security',
    severity: 'fatal',
    explanation: 'A SECURITY DEFINER function runs as its owner, and this one is under no row security.',
    mend: 'Give the function to the owner of the tables, whom FORCE keeps under row security.',
    query: `
      select p.oid::regprocedure::text as subject,
        format('alter routine %s owner to ${roles.owner}', p.oid::regprocedure) as sql
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles o on o.oid = p.proowner
      where p.prosecdef and (o.rolsuper or o.rolbypassrls) and ${isOurs}
        and (exists (select from serving_roles r where has_function_privilege(r.oid, p.oid, 'execute'))
          or exists (select from pg_trigger g join tenant_tables t on t.oid = g.tgrelid where g.tgfoid = p.oid))`,
  },
  {
    code: 'view_without_invoker',
    severity: 'fatal',
    explanation: 'A view reads its tables as its owner, and a materialized view keeps what its owner saw.',
    mend: 'Let the view ask as its reader (security_invoker); of a materialized view revoke everything.',
    query: `
      select format('%I.%I', c.schema_name, c.name) as subject, case c.kind
          when 'v' then format('alter view %I.%I set (security_invoker = true)', c.schema_name, c.name)
          else format('revoke all on %I.%I from public, ${roles.app}, ${roles.reader}', c.schema_name, c.name) end as sql
      from relations c
      where c.kind in ('v', 'm')
        and not exists (select from extension_members e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
        and not coalesce(c.options && array['security_invoker=true', 'security_invoker=on'], false)
        and exists (select from tenant_roles r where has_any_column_privilege(r.oid, c.oid, 'select, insert, update'))`,
  },
]

/** What functions are open to whom beyond that. */
export const functionWarnings: readonly Check[] = [
  {
    code: 'definer_open_to_everybody',
    severity: 'error',
    explanation: 'Every role of the database may run a function that has its owner’s powers.',
    mend: 'Revoke it from PUBLIC, and grant it to the roles that need it.',
    query: `
      select p.oid::regprocedure::text as subject,
        format('revoke execute on routine %s from public', p.oid::regprocedure) as sql
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and ${isOurs}
        and exists (
          select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0
        )`,
  },
  {
    code: 'function_leakproof',
    severity: 'error',
    explanation: 'A function that claims to be leakproof is run before row security, on rows of every tenant.',
    mend: 'Take the claim back.',
    query: `
      select p.oid::regprocedure::text as subject, format('alter function %s not leakproof', p.oid::regprocedure) as sql
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.proleakproof and ${isOurs}`,
  },
  {
    code: 'function_reaches_outside',
    severity: 'error',
    explanation: 'SQL smuggled into a query reads files of the server, or connects from it to elsewhere.',
    mend: 'Revoke it.',
    query: `
      select format('%s to %I', p.oid::regprocedure, r.name) as subject,
        format('revoke execute on function %s from public, %I', p.oid::regprocedure, r.name) as sql
      from pg_proc p, serving_roles r
      where p.prokind = 'f' and p.proname ~ '^(pg_read_(binary_)?file|pg_ls_.*dir|pg_stat_file|lo_export|pg_file_.*|dblink(_.*)?|pg_reload_conf|pg_rotate_logfile|pg_promote|pg_switch_wal)$'
        and has_function_privilege(r.oid, p.oid, 'execute')`,
  },
  {
    code: 'large_objects_open',
    severity: 'warning',
    explanation: 'Large objects know no row security: what one tenant’s SQL puts there, another’s can read.',
    mend: 'A superuser revokes the functions that make them, as ensureRoles does when it may.',
    query: `
      select format('%s to %I', m.oid::regprocedure, r.name) as subject,
        format('revoke execute on function %s from public, %I', m.oid::regprocedure, r.name) as sql
      from pg_proc m, serving_roles r
      where m.pronamespace = 'pg_catalog'::regnamespace and m.proname ~ '^lo_(create?|from_bytea|import)$'
        and has_function_privilege(r.oid, m.oid, 'execute')`,
  },
  {
    code: 'server_functions_open',
    severity: 'warning',
    explanation:
      'SQL smuggled into a query can end other tenants’ work, leave locks behind on connections, replace prepared statements, or count rows that it does not see.',
    mend: 'A superuser revokes them, as ensureRoles does when it may; without one, DATABASE_PREPARED_STATEMENTS=false.',
    query: `
      select format('%s to %I', c.names, r.name) as subject,
        string_agg(format('revoke execute on function %s from public, %I', p.oid::regprocedure, r.name), '; ') as sql
      from ${closedNames} c (names)
      join pg_proc p on p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ ('^(' || c.names || ')$')
      join serving_roles r on r.name in ('${roles.app}', '${roles.reader}')
      where c.names !~ '^lo_' and has_function_privilege(r.oid, p.oid, 'execute')
      group by c.names, r.name`,
  },
]
