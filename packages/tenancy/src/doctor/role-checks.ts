import { roles } from '../roles/role.ts'
import type { Check } from './check.ts'

const serving = `('${roles.app}', '${roles.reader}', '${roles.system}')`

/** Each runs as the role it judges, on the very connection settings the server uses. */
export const roleChecks: readonly Check[] = [
  {
    code: 'role_is_superuser',
    severity: 'fatal',
    explanation: 'A superuser is under no row security, so every tenant would see every row.',
    mend: 'Take it from the role; or connect as the role made for the purpose.',
    query: `
      select rolname as subject, case when rolname in ${serving} then format('alter role %I nosuperuser', rolname) end as sql
      from pg_roles where rolname = current_user and rolsuper`,
  },
  {
    code: 'role_bypasses_row_security',
    severity: 'fatal',
    explanation: 'A role with BYPASSRLS is under no row security, so every tenant would see every row.',
    mend: 'Take it from the role.',
    query: `
      select rolname as subject, format('alter role %I nobypassrls', rolname) as sql
      from pg_roles where rolname = current_user and rolbypassrls and not rolsuper`,
  },
  {
    code: 'role_owns_tables',
    severity: 'fatal',
    explanation: 'The owner of a table can take its row security away.',
    mend: 'Give the tables to the owner role; serve as another role.',
    query: `
      select u.rolname as subject,
        case when u.rolname in ${serving} then string_agg(format('alter table %s owner to ${roles.owner}', t.name), '; ') end as sql
      from owned_tables t join pg_roles u on u.oid = t.owner where u.rolname = current_user group by u.rolname`,
  },
  {
    code: 'role_is_member_of_powerful_role',
    severity: 'fatal',
    explanation:
      'A member takes on the powers of its role at will, and this role is above row security or owns tables.',
    mend: 'Revoke the membership.',
    query: `
      select current_user || ' in ' || r.rolname as subject, format('revoke %I from %I', r.rolname, current_user) as sql
      from pg_roles r, pg_roles me
      where me.rolname = current_user and not me.rolsuper and r.oid <> me.oid and pg_has_role(me.oid, r.oid, 'member')
        and (
          r.rolsuper or r.rolbypassrls or r.rolcreaterole
          or r.rolname ~ '^pg_(read|write)_(all_data|server_files)$' or r.rolname = 'pg_execute_server_program'
          or r.oid in (select t.owner from owned_tables t)
        )`,
  },
  {
    code: 'role_reads_binding_keys',
    severity: 'fatal',
    explanation: 'Whoever reads the key can sign a binding for any tenant.',
    mend: 'Revoke it, then change the key: SECRET_KEY.',
    query: `
      select me.rolname as subject,
        format('revoke all on tenancy.binding_keys from %I, public', me.rolname) || coalesce((
          select format('; revoke all (%s) on tenancy.binding_keys from %I, public',
            string_agg(quote_ident(a.attname), ', '), me.rolname)
          from pg_attribute a
          where a.attrelid = to_regclass('tenancy.binding_keys') and a.attnum > 0 and a.attacl is not null having count(*) > 0
        ), '') as sql
      from pg_roles me
      where me.rolname = current_user and not me.rolsuper and has_any_column_privilege(
        to_regclass('tenancy.binding_keys')::oid, 'select, insert, update'
      )`,
  },
]

/** What a role has that serving does not need. */
export const roleWarnings: readonly Check[] = [
  {
    code: 'role_may_do_more',
    severity: 'error',
    explanation: 'A role that makes roles or databases, or replicates, can give itself a way around row security.',
    mend: 'Take the power from the role.',
    query: `
      select format('%I: %s', rolname, string_agg(power, ', ')) as subject,
        format('alter role %I %s', rolname, string_agg('no' || power, ' ')) as sql
      from pg_roles, unnest(array[
        case when rolcreaterole then 'createrole' end, case when rolcreatedb then 'createdb' end,
        case when rolreplication then 'replication' end
      ]) power
      where rolname = current_user and not rolsuper and power is not null group by rolname`,
  },
  {
    code: 'role_makes_objects',
    severity: 'warning',
    explanation: 'Own tables, functions and temporary objects can stand in for those that queries mean.',
    mend: 'Revoke CREATE, and TEMPORARY of the database, from the role and from PUBLIC.',
    query: `
      select me.rolname || ' in database ' || quote_ident(d.datname) as subject,
        format('revoke create, temporary on database %I from public, %I', d.datname, me.rolname) as sql
      from pg_database d, pg_roles me
      where d.datname = current_database() and me.rolname = current_user and not me.rolsuper
        and has_database_privilege(d.oid, 'create, temporary')
      union all
      select me.rolname || ' in schema ' || quote_ident(n.nspname),
        format('revoke create on schema %I from public, %I', n.nspname, me.rolname)
      from pg_namespace n, pg_roles me
      where n.nspname !~ '^pg_' and me.rolname = current_user and not me.rolsuper
        and has_schema_privilege(n.oid, 'create')`,
  },
]

/**
 * Tables of the role and of those it is a member of, found by what PostgreSQL notes of each owner but the first superuser,
 * and not by reading every table of every tenant for each role.
 */
export const ownedTables = `
  owned_tables as materialized (
    select d.objid::regclass as name, d.refobjid as owner
    from pg_shdepend d
    join pg_database here on here.oid = d.dbid and here.datname = current_database()
    where d.refclassid = 'pg_authid'::regclass and d.classid = 'pg_class'::regclass and d.deptype = 'o'
      and d.refobjid = any (array(select r.oid from pg_roles r where pg_has_role(r.oid, 'member')))
      and exists (
        select from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
        where c.oid = d.objid and c.relkind in ('r', 'p')
      )
  )`
