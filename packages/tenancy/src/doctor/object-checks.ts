import type { Check } from './check.ts'
import { servingRoles, tenantRoles } from './tenant-tables.ts'

/** Functions and views through which row security could be passed by. */
export const objectChecks: readonly Check[] = [
  {
    code: 'function_missing',
    severity: 'fatal',
    explanation: 'Without this function no transaction can be bound to a tenant, or no write be guarded.',
    mend: () => 'stoa migrate up',
    query: `
      select f as subject from unnest(array[
        'tenancy.current_tenant()', 'tenancy.bind(text)', 'tenancy.require_rows(bigint,bigint)',
        'tenancy.create_tenant_schema(uuid,text)'
      ]) f where to_regprocedure(f) is null`,
  },
  {
    code: 'function_without_search_path',
    severity: 'fatal',
    explanation: 'It runs with its owner’s powers and finds names where the caller’s search_path says.',
    mend: (subject) => `alter function ${subject} set search_path = pg_catalog, pg_temp`,
    query: `
      select p.oid::regprocedure::text as subject from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname !~ '^pg_'
        and not coalesce(array_to_string(p.proconfig, ' ') ~ '(^| )search_path=', false)
        and exists (select from ${servingRoles} r where has_function_privilege(r.oid, p.oid, 'execute'))`,
  },
  {
    code: 'view_without_invoker',
    severity: 'fatal',
    explanation: 'A view reads its tables as its owner, and a materialized view keeps what its owner saw.',
    mend: (subject) => `alter view ${subject} set (security_invoker = true); a materialized view: revoke all on it`,
    query: `
      select format('%I.%I', n.nspname, c.relname) as subject from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on'], false)
        and exists (select from ${tenantRoles} r where has_any_column_privilege(r.oid, c.oid, 'select'))`,
  },
]
