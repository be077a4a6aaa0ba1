import { roles } from '../roles/role.ts'

/** The roles of tenants' scopes, and all that something is served as, as far as they exist. */
export const servedRoles = `
  tenant_roles as materialized (
    select oid, rolname as name from pg_roles where rolname in ('${roles.app}', '${roles.reader}')
  ),
  serving_roles as materialized (
    select oid, rolname as name from pg_roles where rolname in ('${roles.app}', '${roles.reader}', '${roles.system}')
  )`

/** The text of the one policy a tenant table has, for USING and for WITH CHECK. */
export const isolation = `'(tenant_id = tenancy.current_tenant())'`

/** What the checks read more than once. A tenant table is one with `tenant_id`, wherever it is but among the kernel's own. */
export const catalogue = `
  ${servedRoles},
  tenant_schemas as materialized (
    select n.oid, n.nspname as name from pg_namespace n
    join tenancy.tenant_schemas s on s.schema_name = n.nspname
  ),
  tenant_tables as materialized (
    select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relnamespace as schema, c.relowner as owner,
      c.relpersistence as persistence, a.attnum as tenant_column, a.atttypid as tenant_type,
      c.relrowsecurity as has_row_security, c.relforcerowsecurity as has_force,
      exists (select from pg_inherits i where i.inhrelid = c.oid) as is_part
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'tenancy')
  ),
  policies as materialized (
    select p.polrelid, p.polname, p.polroles, p.polcmd, p.polpermissive,
      pg_get_expr(p.polqual, p.polrelid) as sees, pg_get_expr(p.polwithcheck, p.polrelid) as writes
    from pg_policy p where p.polrelid in (select t.oid from tenant_tables t)
  ),
  isolated as materialized (
    select p.polrelid as oid from policies p
    where p.polpermissive and p.polcmd = '*' and p.polroles = '{0}' and p.sees = ${isolation} and p.writes = ${isolation}
  ),
  extension_members as materialized (
    select d.classid, d.objid from pg_depend d where d.deptype = 'e'
  )`
