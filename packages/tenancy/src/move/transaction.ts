import type { Client } from 'pg'

/**
 * Runs `body` in a transaction that reaches the rows of one tenant. Row security holds for a mover as for everybody, so
 * that no mistake of it reaches a neighbour.
 * @param settings SQL that opens the transaction after BEGIN
 */
export async function inTransaction<T>(
  client: Client,
  tenantId: string,
  settings: string,
  body: () => Promise<T>,
): Promise<T> {
  await client.query(`begin; ${settings}`)
  try {
    await client.query(`select set_config('tenancy.binding', tenancy.owner_binding($1), true)`, [tenantId])
    const result = await body()
    await client.query('commit')
    return result
  } catch (error) {
    // A connection that cannot roll back is lost, and so is its transaction.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** A lock that was not granted in time, or a deadlock. */
export function isContention(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '55P03' || code === '40P01'
}
