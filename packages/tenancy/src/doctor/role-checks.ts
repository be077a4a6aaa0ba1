import type { Check } from './check.ts'
import { tenantTables } from './tenant-tables.ts'

/** Each runs as the role it judges, on the very connection settings the server uses. */
export const roleChecks: readonly Check[] = [
  {
    code: 'role_is_superuser',
    severity: 'fatal',
    explanation: 'A superuser is under no row security, so every tenant would see every row.',
    mend: (role) => `alter role ${role} nosuperuser; or connect as the role made for the purpose`,
    query: 'select rolname as subject from pg_roles where rolname = current_user and rolsuper',
  },
  {
    code: 'role_bypasses_row_security',
    severity: 'fatal',
    explanation: 'A role with BYPASSRLS is under no row security, so every tenant would see every row.',
    mend: (role) => `alter role ${role} nobypassrls`,
    query: 'select rolname as subject from pg_roles where rolname = current_user and rolbypassrls and not rolsuper',
  },
  {
    code: 'role_owns_tables',
    severity: 'fatal',
    explanation: 'The owner of a table can take its row security away.',
    mend: () => 'alter table … owner to stoa_owner; and serve as another role',
    query: `
      select distinct u.rolname as subject from ${tenantTables} t join pg_roles u on u.oid = t.owner
      where u.rolname = current_user`,
  },
  {
    code: 'role_is_member_of_powerful_role',
    severity: 'fatal',
    explanation:
      'A member takes on the powers of its role at will, and this role is above row security or owns tables.',
    mend: (membership) => {
      const [member, role] = membership.split(' in ')
      return `revoke ${role} from ${member}`
    },
    query: `
      select current_user || ' in ' || r.rolname as subject from pg_roles r, pg_roles me
      where me.rolname = current_user and not me.rolsuper and r.oid <> me.oid and pg_has_role(me.oid, r.oid, 'member')
        and (
          r.rolsuper or r.rolbypassrls or r.rolcreaterole
          or r.rolname ~ '^pg_(read|write)_(all_data|server_files)$' or r.rolname = 'pg_execute_server_program'
          or r.oid in (select t.owner from ${tenantTables} t)
        )`,
  },
  {
    code: 'role_reads_binding_keys',
    severity: 'fatal',
    explanation: 'Whoever reads the key can sign a binding for any tenant.',
    mend: (role) => `revoke all on tenancy.binding_keys from ${role}, public; then change the key`,
    query: `
      select me.rolname as subject from pg_roles me
      where me.rolname = current_user and not me.rolsuper and has_any_column_privilege(
        to_regclass('tenancy.binding_keys')::oid, 'select, insert, update'
      )`,
  },
  {
    code: 'role_makes_objects',
    severity: 'warning',
    explanation: 'Own tables, functions and temporary objects can stand in for those that queries mean.',
    mend: (subject) => {
      const [role, place] = subject.split(' in ')
      return `revoke ${place!.startsWith('schema') ? 'create' : 'create, temporary'} on ${place} from public, ${role}`
    },
    query: `
      select me.rolname || ' in database ' || quote_ident(d.datname) as subject from pg_database d, pg_roles me
      where d.datname = current_database() and me.rolname = current_user and not me.rolsuper
        and has_database_privilege(d.oid, 'create, temporary')
      union all
      select me.rolname || ' in schema ' || quote_ident(n.nspname) from pg_namespace n, pg_roles me
      where n.nspname !~ '^pg_' and me.rolname = current_user and not me.rolsuper
        and has_schema_privilege(n.oid, 'create')`,
  },
]
