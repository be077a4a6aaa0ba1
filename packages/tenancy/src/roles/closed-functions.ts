import type pg from 'pg'
import { loginRoles } from '../logins/login-roles.ts'
import { roles } from './role.ts'

interface Closed {
  /** Names in pg_catalog, as a regular expression. */
  names: string
  /** Roles that keep them. */
  stays: readonly string[]
}

const platform: readonly string[] = [roles.owner, roles.system]
const tenants: readonly string[] = [roles.app, roles.reader]

/** What PostgreSQL leaves to every role, and tenants may not have: their scopes, unless they are named, and their logins. */
const closed: readonly Closed[] = [
  // Large objects know no row security.
  { names: 'lo_(create?|from_bytea|import)', stays: [] },
  // Whoever can read how statements are called on a connection can put his own in the place of one that runs for the
  // next tenant.
  { names: 'pg_prepared_statement', stays: [] },
  // All tenants' connections are of one role, which could cancel and end each of them.
  { names: 'pg_(cancel|terminate)_backend', stays: [...platform, loginRoles.maker, 'pg_signal_backend'] },
  // Locks that outlive their transaction would stay behind on a connection that others use next.
  { names: 'pg_(try_)?advisory_lock(_shared)?', stays: platform },
  // Counters tell how many rows of all tenants a condition matched, and the activity what others are running.
  { names: 'pg_stat_get_.*|pg_lock_status', stays: [...platform, loginRoles.maker, 'pg_read_all_stats'] },
  // Locks by number are how two calls with one idempotency key find each other.
  { names: 'pg_(try_)?advisory_xact_lock(_shared)?', stays: [...platform, ...tenants] },
]

/** What everybody has is what a login has that was granted nothing. */
const openQuery = `
select p.oid::regprocedure::text as name
from pg_proc p, pg_roles u
where p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ ('^(' || $1 || ')$')
  and u.rolname = current_user and u.rolsuper and (
    has_function_privilege('${loginRoles.shared}', p.oid, 'execute')
    or exists (select from unnest($2::text[]) stays where not has_function_privilege(stays, p.oid, 'execute'))
  )`

/** Only a superuser may take PostgreSQL's own functions from everybody; the doctor says when nobody did. */
export async function closeFunctions(client: pg.Client): Promise<void> {
  for (const { names, stays } of closed) {
    const { rows } = await client.query<{ name: string }>(openQuery, [names, stays])
    if (rows.length === 0) continue
    const functions = rows.map(({ name }) => `pg_catalog.${name}`).join(', ')
    const grants = stays.length > 0 ? `grant execute on function ${functions} to ${stays.join(', ')};` : ''
    await client.query(`begin; ${grants} revoke execute on function ${functions} from public; commit`)
  }
}

/** What a role may not call, as SQL: a row for each group of names, as a regular expression. */
function namesFor(isFor: (entry: Closed) => boolean): string {
  return `(values ${closed
    .filter(isFor)
    .map(({ names }) => `('${names}')`)
    .join(', ')})`
}

/** What tenants' roles may not call. */
export const closedNames = namesFor(({ stays }) => !stays.includes(roles.app))

/** What tenants' own logins may not call. */
export const closedToLogins = namesFor(() => true)
