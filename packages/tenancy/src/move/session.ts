import pg from 'pg'

/**
 * Runs `body` on a connection of its own. A move belongs to its session: the database knows by it whether somebody is
 * still at it.
 */
export async function withSession<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'tenancy move' })
  // A connection lost while idle is told by the next query on it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await body(client)
  } finally {
    await client.end()
  }
}
