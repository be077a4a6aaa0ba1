import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { ensureLoginMaker } from '../logins/ensure-login-maker.ts'
import { closeFunctions } from './closed-functions.ts'
import { mendSettings } from './kept-settings.ts'
import { passwordFor, type RoleKey, roles, roleUrls } from './role.ts'
import { scramVerifier } from './scram.ts'

const roleKeys = Object.keys(roles) as RoleKey[]
const attempts = 5

interface RoleState {
  rolname: string
  rolcanlogin: boolean
  rolsuper: boolean
  rolbypassrls: boolean
}

/**
 * Makes the database roles, or mends them, and hands the database to its owner. What is right already is left alone,
 * so it may run at every start, on several machines at once.
 * @param adminUrl of a superuser, or of a role with CREATEROLE that owns the database
 * @param secret from which the passwords follow; at least 32 characters
 */
export async function ensureRoles(adminUrl: string, secret: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'tenancy roles' })
  await client.connect()
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        await mendRoles(client, adminUrl, secret)
        await handOver(client)
        await ensureLoginMaker(client)
        return await closeFunctions(client)
      } catch (error) {
        if (!isRace(error) || attempt === attempts) throw error
        await wait(50 * attempt)
      }
    }
  } finally {
    await client.end()
  }
}

/** Roles belong to the whole server, where no lock of one database keeps two of us apart. */
function isRace(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string }
  return code === '42710' || code === '23505' || (code === 'XX000' && message.includes('concurrently'))
}

async function mendRoles(client: pg.Client, adminUrl: string, secret: string): Promise<void> {
  const { rows } = await client.query<RoleState>(
    'select rolname, rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = any($1)',
    [Object.values(roles)],
  )
  for (const role of Object.values(roles)) {
    const state = rows.find(({ rolname }) => rolname === role)
    if (!state) await client.query(`create role ${role} nologin nosuperuser nobypassrls`)
    else if (state.rolsuper || state.rolbypassrls) await client.query(`alter role ${role} nosuperuser nobypassrls`)
  }
  // Before the passwords are tried: there are settings with which a role cannot log in.
  await mendSettings(client)
  const urls = roleUrls(adminUrl, secret)
  for (const key of roleKeys) {
    const mayLogIn = rows.some(({ rolname, rolcanlogin }) => rolname === roles[key] && rolcanlogin)
    if (mayLogIn && (await opens(urls[key]))) continue
    const verifier = client.escapeLiteral(scramVerifier(passwordFor(key, secret)))
    await client.query(`alter role ${roles[key]} login password ${verifier}`)
  }
}

async function opens(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'tenancy roles' })
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    const { code } = error as { code?: string }
    // 28P01: wrong password; 28000: refused otherwise; 42501: the database is not open to the role yet.
    if (code === '28P01' || code === '28000' || code === '42501') return false
    throw error
  }
}

interface DatabaseState {
  name: string
  owner: string
  is_superuser: boolean
  is_open: boolean
  is_public_open: boolean
}

const databaseQuery = `
select d.datname as name, pg_get_userbyid(d.datdba) as owner, u.rolsuper as is_superuser,
  has_database_privilege('${roles.app}', d.oid, 'CREATE, TEMPORARY')
    or not has_database_privilege('${roles.app}', d.oid, 'CONNECT') as is_open,
  coalesce(has_schema_privilege('${roles.app}', to_regnamespace('public'), 'CREATE'), false) as is_public_open
from pg_database d, pg_roles u where d.datname = current_database() and u.rolname = current_user`

/** The owner owns the database; nobody else may make anything in it, temporary tables included. */
async function handOver(client: pg.Client): Promise<void> {
  const { rows } = await client.query<DatabaseState>(databaseQuery)
  const database = rows[0]!
  const name = client.escapeIdentifier(database.name)
  if (database.owner !== roles.owner) {
    // Handing something to a role takes membership in it, which only a superuser has of itself.
    if (!database.is_superuser) await client.query(`grant ${roles.owner} to current_user`)
    await client.query(`alter database ${name} owner to ${roles.owner}`)
  }
  if (database.is_open) {
    const serving = [roles.app, roles.reader, roles.system].join(', ')
    await client.query(`revoke all on database ${name} from public; grant connect on database ${name} to ${serving}`)
  }
  if (database.is_public_open) await client.query('revoke create on schema public from public')
}
