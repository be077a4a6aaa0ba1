import type { Pool } from 'pg'
import type { SettingsStore } from '../settings.ts'
import { tenantsChannel } from './watch.ts'

const applyChange = `update core.tenants
  set settings = (settings || $2::jsonb) - $3::text[], version = version + 1, updated_at = $4
  where id = $1 and status <> 'deleted' returning settings`

/** Keeps settings in `core.tenants`, and announces each change to the registries of all processes. */
export function postgresSettings(pool: Pick<Pool, 'connect'>, clock: () => Date = () => new Date()): SettingsStore {
  return {
    async save(tenantId, { set, remove }) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const { rows } = await client.query(applyChange, [tenantId, JSON.stringify(set), remove, clock().toISOString()])
        await client.query('select pg_notify($1, $2)', [tenantsChannel, tenantId])
        await client.query('commit')
        client.release()
        return rows[0]?.settings
      } catch (error) {
        // A connection that failed within a transaction is not worth mending.
        client.release(true)
        throw error
      }
    },
  }
}
