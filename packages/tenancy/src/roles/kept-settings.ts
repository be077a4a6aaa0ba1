import type pg from 'pg'
import { type RoleKey, roleSettings, roles } from './role.ts'

interface KeptSettings {
  rolname: string
  /** For this database alone; else for all. */
  is_here: boolean
  setconfig: string[]
}

const keptQuery = `
select r.rolname, s.setdatabase <> 0 as is_here, s.setconfig
from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
where r.rolname = any($1)
  and s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))`

/** The settings of a role, each as the catalogue keeps it. */
export function settingsToKeep(key: RoleKey): string[] {
  // An empty search_path is kept as a quoted empty name.
  return Object.entries(roleSettings[key]).map(([name, value]) => `${name}=${value === '' ? '""' : value}`)
}

/**
 * Brings what is kept for each role, for all databases and for this one, back to exactly ours: PostgreSQL lets every
 * role change its own settings, and they outlive the connection. Works on roles that can no longer log in because of them.
 */
export async function mendSettings(client: pg.Client): Promise<void> {
  const { rows } = await client.query<KeptSettings>(keptQuery, [Object.values(roles)])
  for (const key of Object.keys(roles) as RoleKey[]) {
    const ofRole = rows.filter(({ rolname }) => rolname === roles[key])
    if (ofRole.some(({ is_here }) => is_here)) await forgetHere(client, key)
    const kept = ofRole.find(({ is_here }) => !is_here)?.setconfig ?? []
    if (kept.toSorted().join() !== settingsToKeep(key).toSorted().join()) await setAnew(client, key)
  }
}

async function forgetHere(client: pg.Client, key: RoleKey): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  await client.query(`alter role ${roles[key]} in database ${client.escapeIdentifier(rows[0]!.name)} reset all`)
}

/** As one batch, which is one transaction: no connection starts with half of them. */
async function setAnew(client: pg.Client, key: RoleKey): Promise<void> {
  const settings = Object.entries(roleSettings[key]).map(
    ([name, value]) => `alter role ${roles[key]} set ${name} = ${client.escapeLiteral(value)}`,
  )
  await client.query([`alter role ${roles[key]} reset all`, ...settings].join('; '))
}
