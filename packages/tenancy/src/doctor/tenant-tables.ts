import { roles } from '../roles/role.ts'

/** Subquery: every table that carries `tenant_id`, wherever it is. */
export const tenantTables = `(
  select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relowner as owner, a.attnum as tenant_column,
    c.relrowsecurity as has_row_security, c.relforcerowsecurity as has_force
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
)`

/** Subquery: the roles of tenants' scopes, as far as they exist. */
export const tenantRoles = `(select oid, rolname as name from pg_roles where rolname in ('${roles.app}', '${roles.reader}'))`

/** Subquery: every role that something is served as. */
export const servingRoles = `(
  select oid, rolname as name from pg_roles where rolname in ('${roles.app}', '${roles.reader}', '${roles.system}')
)`
