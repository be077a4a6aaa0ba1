import type { Pool } from 'pg'

/**
 * Lets a tenant go on that a move left waiting: its process is gone, or has hung. Whoever waits for a tenant calls it
 * before asking what has become of it (`TenancyOptions.refresh`), so that a pause ends by itself.
 * @param pool of the role that does the platform's work
 */
export async function endStalePause(pool: Pick<Pool, 'query'>, tenantId: string): Promise<void> {
  await pool.query('select tenancy.end_stale_pause($1)', [tenantId])
}
