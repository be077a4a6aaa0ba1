import { loginRoles } from '../logins/login-roles.ts'
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
const isolation = `'(tenant_id = tenancy.current_tenant())'`

/** The same for WITH CHECK where a statement is judged once; see `tenancy.judge_once`. */
const isolationOnce = `'(tenant_id = ( SELECT tenancy.current_tenant() AS current_tenant))'`

/** The same of the policy for tenants' own logins, on tables they are offered. */
const offering = `'(tenant_id = ANY (ARRAY[tenancy.login_tenant()]))'`

/**
 * What the checks read more than once. A tenant table is one with `tenant_id`, wherever it is but among the kernel's own.
 *
 * With thousands of schemas most tables are alike, and printing a policy or asking for a privilege is what costs, so one
 * of each group is judged for all. Policies of equal trees, on tables that have tenant_id at the same place, are all the
 * isolating one or none is; tables of one owner and equal grants, none of them on columns, give every role the same.
 */
const catalogueWith = (columnGrants: string) => `
  ${servedRoles},
  login_groups as materialized (
    select oid, rolname as name from pg_roles
    where rolname in ('${loginRoles.reader}', '${loginRoles.writer}', '${loginRoles.shared}')
  ),
  tenant_schemas as materialized (
    select n.oid, n.nspname as name from pg_namespace n
    join tenancy.tenant_schemas s on s.schema_name = n.nspname
  ),
  extension_members as materialized (
    select d.classid, d.objid from pg_depend d where d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'
  ),
  relations as materialized (
    select c.oid, n.nspname as schema_name, c.relkind as kind, c.relname as name, c.relnamespace as schema,
      c.relowner as owner, c.relacl as grants, c.reloptions as options, c.relpersistence as persistence,
      c.relrowsecurity as has_row_security, c.relforcerowsecurity as has_force
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  ),
  tenant_columns as materialized (
    select a.attrelid, a.attnum from pg_attribute a where a.attname = 'tenant_id' and not a.attisdropped
  ),
  tenant_tables as materialized (
    select r.oid, r.oid::regclass as name, r.schema, r.owner, r.grants, r.persistence, r.has_row_security, r.has_force,
      a.attnum as tenant_column, exists (select from pg_inherits i where i.inhrelid = r.oid) as is_part
    from relations r
    join tenant_columns a on a.attrelid = r.oid
    where r.kind in ('r', 'p') and r.schema_name <> 'tenancy'
  ),
  foreign_keys as materialized (
    select k.conname, k.conrelid, k.confrelid, k.conkey, k.confkey, k.conparentid, k.confdeltype, k.confupdtype
    from pg_constraint k where k.contype = 'f'
  ),
  policies as materialized (
    select g.polname, g.polroles, g.polcmd, g.polpermissive, g.tables,
      (select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.oid = g.first) = ${isolation} as sees_own,
      (select pg_get_expr(p.polwithcheck, p.polrelid) from pg_policy p where p.oid = g.first)
        in (${isolation}, ${isolationOnce}) as writes_own,
      g.polroles && (select array_agg(r.oid) from login_groups r)
        and (select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.oid = g.first) = ${offering}
        and (select pg_get_expr(p.polwithcheck, p.polrelid) from pg_policy p where p.oid = g.first) = ${offering} as is_offer
    from (
      select p.polname, p.polroles, p.polcmd, p.polpermissive, min(p.oid) as first, array_agg(t.oid) as tables
      from pg_policy p join tenant_tables t on t.oid = p.polrelid
      group by p.polname, p.polroles, p.polcmd, p.polpermissive, t.tenant_column,
        md5(p.polqual::text), md5(p.polwithcheck::text)
    ) g
  ),
  isolated as materialized (
    select unnest(p.tables) as oid from policies p
    where p.polpermissive and p.polcmd = '*' and p.sees_own and p.writes_own and (p.polroles = '{0}' or p.polroles @> array(
      select r.oid from pg_roles r where r.rolname in ('${roles.owner}', '${roles.app}', '${roles.reader}', '${roles.system}')
    ))
  ),
  grant_groups as materialized (
    select array_agg(t.oid) as tables, c.oid is not null as is_by_column
    from tenant_tables t left join (${columnGrants}) c (oid) on c.oid = t.oid
    group by t.owner, t.grants, c.oid
  )`

/** As the doctor reads it. */
export const catalogue = catalogueWith('select distinct a.attrelid from pg_attribute a where a.attacl is not null')

/**
 * As each start of the server reads it. To look at every column of every tenant for grants costs more than all the rest, and
 * PostgreSQL notes which roles are granted something on a column; what everybody is granted is left to the doctor.
 */
export const gateCatalogue = catalogueWith(`
  select distinct d.objid from pg_shdepend d join pg_database here on here.oid = d.dbid and here.datname = current_database()
  where d.refclassid = 'pg_authid'::regclass and d.classid = 'pg_class'::regclass and d.deptype = 'a' and d.objsubid > 0`)
