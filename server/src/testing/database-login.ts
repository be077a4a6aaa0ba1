import assert from 'node:assert/strict'
import type { Tenant } from '@stoa/tenancy'
import pg from 'pg'
import { newId } from '#platform/contract'
import type { World } from './world.ts'

/** A tenant's own login, and the URL a tool connects with. */
export interface OpenedLogin {
  id: string
  role_name: string
  version: number
  url: string
}

/** A login of the tenant that has a password, made as its owner makes it. */
export async function openedLogin(
  world: World,
  access: 'read_only' | 'read_write',
  tenant: Tenant = world.tenant,
): Promise<OpenedLogin> {
  const owner = await world.caller('owner', tenant)
  const made = await world.requestAs(owner, 'POST', '/database-logins', { body: { name: newId(), access } }, tenant)
  assert.equal(made.statusCode, 201, made.body)
  const opened = await world.requestAs(owner, 'PUT', `/database-logins/${made.json().id}/password`, {}, tenant)
  assert.equal(opened.statusCode, 200, opened.body)
  return opened.json()
}

/** A session of the login, as a tool would open it; that it is ended from outside is no error. */
export async function sessionOf({ url }: Pick<OpenedLogin, 'url'>): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** What the work answers in a session of its own. */
export async function inSession<T>(
  login: Pick<OpenedLogin, 'url'>,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await sessionOf(login)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
