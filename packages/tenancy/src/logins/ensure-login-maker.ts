import type pg from 'pg'
import { roles } from '../roles/role.ts'
import { loginRoles, makerSchema } from './login-roles.ts'
import { makerBodies, makerFunctions } from './maker-functions.ts'

interface MakerState {
  has_roles: boolean
  is_superuser: boolean
  is_mighty: boolean
  bodies: Record<string, string>
}

const stateQuery = `
select
  (select count(*) from pg_roles r where r.rolname = any ($1)) = cardinality($1) as has_roles,
  u.rolsuper as is_superuser,
  exists (
    select from pg_roles r where r.rolname = '${loginRoles.maker}' and r.rolcreaterole and 3 <= (
      select count(distinct m.roleid) from pg_auth_members m where m.member = r.oid and m.admin_option
        and m.roleid in (select g.oid from pg_roles g where g.rolname = any ($1))
    )
  ) as is_mighty,
  coalesce((
    select json_object_agg(p.proname, p.prosrc) from pg_proc p
    where p.pronamespace = to_regnamespace('${makerSchema}') and pg_get_userbyid(p.proowner) = '${loginRoles.maker}'
  ), '{}') as bodies
from pg_roles u where u.rolname = current_user`

/**
 * Makes the roles behind direct logins and what makes logins: a role with CREATEROLE that nobody is, behind functions
 * which the owner alone may call. Where the administrator may not give that power, the rest works, and no login is made.
 */
export async function ensureLoginMaker(client: pg.Client): Promise<void> {
  const { rows } = await client.query<MakerState>(stateQuery, [Object.values(loginRoles)])
  const state = rows[0]!
  if (!state.has_roles) await makeRoles(client)
  const isCurrent = Object.entries(makerBodies).every(([name, body]) => state.bodies[name] === body)
  if (state.is_mighty && isCurrent) return
  try {
    const power = state.is_mighty ? '' : givePower
    // Acting as a role takes membership in it, which only a superuser has of itself.
    const membership = state.is_superuser ? '' : `grant ${loginRoles.maker} to current_user;`
    await client.query(`begin; ${power} ${membership} ${makeSchema} ${makerFunctions} commit`)
  } catch (error) {
    await client.query('rollback')
    if ((error as { code?: string }).code !== '42501') throw error
  }
}

async function makeRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles where rolname = any ($1)', [
    Object.values(loginRoles),
  ])
  for (const role of Object.values(loginRoles)) {
    if (!rows.some(({ rolname }) => rolname === role)) await client.query(`create role ${role} nologin`)
  }
}

const givePower = `
alter role ${loginRoles.maker} createrole;
grant ${loginRoles.reader}, ${loginRoles.writer}, ${loginRoles.shared} to ${loginRoles.maker} with admin option;`

const makeSchema = `
create schema if not exists ${makerSchema} authorization ${loginRoles.maker};
revoke all on schema ${makerSchema} from public;
grant usage on schema ${makerSchema} to ${roles.owner};
set local role ${loginRoles.maker};`
