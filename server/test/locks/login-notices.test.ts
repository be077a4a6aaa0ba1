import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inSession, openedLogin, worldIn } from '#testing'

/** PostgreSQL lets every role notify on every channel, so what a notice says is never believed. */
const world = worldIn('shared')

test('a notice that a login forges ends nobody’s access and gives nobody any', async () => {
  const owner = await world().caller('owner')
  const gone = await world().newCaller('viewer')
  assert.equal((await world().request('owner', 'DELETE', `/users/${gone.userId}`)).statusCode, 204)
  const { sid } = JSON.parse(Buffer.from(owner.token.split('.')[1]!, 'base64url').toString())
  const login = await openedLogin(world(), 'read_only')
  await inSession(login, async (client) => {
    for (const [channel, payload] of [
      ['stoa_identity', `user:${owner.userId}`],
      ['stoa_identity', `session:${sid ?? owner.userId}`],
      ['stoa_identity', `user:${gone.userId}`],
      ['stoa_identity', 'user:x'],
      ['tenancy_tenants', world().tenant.id],
      ['tenancy_tenants', world().neighbour.id],
      ['tenancy_tenants', ''],
    ]) {
      await client.query('select pg_notify($1, $2)', [channel, payload])
    }
  })
  await world().platform.identity.watched(true)
  assert.equal((await world().requestAs(owner, 'GET', '/products')).statusCode, 200)
  assert.equal((await world().neighbourRequest('owner', 'GET', '/products')).statusCode, 200)
  assert.equal((await world().requestAs(gone, 'GET', '/products')).statusCode >= 401, true)
})
