import { loginNames, loginRoles, makerSchema } from '../logins/login-roles.ts'
import { makerBodies } from '../logins/maker-functions.ts'
import { closedToLogins } from '../roles/closed-functions.ts'
import type { Check } from './check.ts'

/** The logins of this database: those of others on the server have another number in their names. */
const logins = `
  select r.oid, r.rolname as name, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication
  from pg_roles r join pg_database d on d.datname = current_database()
  where r.rolname ~ '${loginNames}' and split_part(r.rolname, '_', 3) = d.oid::text`

const loginsAndGroups = `(${logins} union all
  select r.oid, r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication
  from pg_roles r join login_groups g on g.oid = r.oid)`

/** What would let a tenant's own login past row security. */
export const loginChecks: readonly Check[] = [
  {
    code: 'login_has_power',
    severity: 'fatal',
    explanation: 'A tenant’s own login has a power, or is in a role, with which it sees what is not its tenant’s.',
    mend: 'Take it away; a login is in its group, and in that of the shared schema, and in nothing else.',
    query: `
      select format('%I: %s', l.name, string_agg(power, ', ')) as subject,
        format('alter role %I %s', l.name, string_agg('no' || power, ' ')) as sql
      from ${loginsAndGroups} l, unnest(array[
        case when l.rolsuper then 'superuser' end, case when l.rolbypassrls then 'bypassrls' end,
        case when l.rolcreaterole then 'createrole' end, case when l.rolcreatedb then 'createdb' end,
        case when l.rolreplication then 'replication' end
      ]) power
      where power is not null group by l.name
      union all
      select format('%I in %I', l.name, r.rolname), format('revoke %I from %I', r.rolname, l.name)
      from ${loginsAndGroups} l join pg_auth_members m on m.member = l.oid join pg_roles r on r.oid = m.roleid
      where m.roleid not in (select g.oid from login_groups g) or l.oid in (select g.oid from login_groups g)`,
  },
  {
    code: 'table_open_to_logins',
    severity: 'fatal',
    explanation: 'Tenants’ own logins reach a table without the one policy that binds it to whom they are.',
    mend: 'Revoke it; a migration offers a table with tenancy.offer.',
    query: `
      select format('%I.%I', c.schema_name, c.name) as subject,
        format('revoke all on %I.%I from %s', c.schema_name, c.name, string_agg(distinct quote_ident(a.name), ', ')) as sql
      from (select r.grants, array_agg(r.oid) as oids from relations r where r.grants is not null group by r.grants) g
      cross join lateral (
        select l.name from aclexplode(g.grants) x join ${loginsAndGroups} l on l.oid = x.grantee
      ) a
      cross join unnest(g.oids) of_group join relations c on c.oid = of_group
      where not (c.has_row_security and c.has_force) or c.schema_name = 'core'
        or not exists (select from policies p where p.is_offer and p.polpermissive and c.oid = any (p.tables))
        or exists (
          select from policies p where p.polpermissive and not p.is_offer and c.oid = any (p.tables)
            and (0 = any (p.polroles) or p.polroles && array(select l.oid from ${loginsAndGroups} l))
        )
      group by c.schema_name, c.name`,
  },
]

/** What is wrong with logins beside that. */
export const loginWarnings: readonly Check[] = [
  {
    code: 'login_without_role',
    severity: 'error',
    explanation:
      'The tenant has been given a login of which the server has no role: the database came from a copy, which has no roles.',
    mend: 'The tenant deletes it and makes another one.',
    query: `
      select l.role_name as subject, null as sql from tenancy.logins l
      where not exists (select from pg_roles r where r.rolname = l.role_name)`,
  },
  {
    code: 'login_role_left',
    severity: 'error',
    explanation: 'A role is left of a login that no tenant has: it sees nothing, and somebody knows its password.',
    mend: 'Drop the role.',
    query: `
      select r.name as subject, format('drop owned by %I; drop role %I', r.name, r.name) as sql from (${logins}) r
      where not exists (select from tenancy.logins l where l.role_name = r.name)`,
  },
  {
    code: 'login_functions_open',
    severity: 'warning',
    explanation:
      'Tenants’ own logins can take locks that calls of other tenants meet, see what others run, or count rows they do not see.',
    mend: 'A superuser revokes them, as ensureRoles does when it may; without one, give logins to nobody you would not trust with that.',
    query: `
      select c.names as subject,
        string_agg(format('revoke execute on function %s from public, %I', p.oid::regprocedure, r.name), '; ') as sql
      from ${closedToLogins} c (names)
      join pg_proc p on p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ ('^(' || c.names || ')$')
      join login_groups r on r.name = '${loginRoles.shared}'
      where has_function_privilege(r.oid, p.oid, 'execute')
      group by c.names`,
  },
  {
    code: 'logins_unavailable',
    severity: 'warning',
    explanation: 'What makes logins is not there, or may not make roles: tenants can be given none.',
    mend: 'Let the administrator of DATABASE_URL make roles with CREATEROLE, and start the server.',
    query: `
      select '${makerSchema}' as subject, null as sql
      where ${Object.keys(makerBodies).length} > (
        select count(*) from pg_proc p join pg_roles o on o.oid = p.proowner
        where p.pronamespace = to_regnamespace('${makerSchema}') and p.proname in (${Object.keys(makerBodies)
          .map((name) => `'${name}'`)
          .join(', ')})
          and o.rolname = '${loginRoles.maker}' and o.rolcreaterole
      )`,
  },
]
