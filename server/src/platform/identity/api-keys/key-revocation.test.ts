import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import pino from 'pino'
import { newId } from '#platform/contract'
import { createWorld, testSecret, type World } from '#testing'
import { assemble, type Platform } from '../../../assemble.ts'

describe('keys on two processes', () => {
  let world: World
  /** A second process on the same database, which believes the proxy at 10.9.0.1 and writes down all it logs. */
  let elsewhere: Platform
  const lines: string[] = []
  before(async () => {
    world = await createWorld('shared')
    elsewhere = await assemble({
      urls: world.database.urls,
      secretKey: testSecret,
      log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
      edge: { trustProxy: ['10.9.0.1'], slowRequestMs: 0 },
    })
  })
  after(async () => {
    await elsewhere.close()
    await world.close()
  })

  async function newKey(fields: object = {}): Promise<{ id: string; key: string }> {
    const body = { kind: 'secret', name: newId(), scopes: ['products.*'], ...fields }
    const made = await world.request('owner', 'POST', '/api-keys', { body })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  async function ask(platform: Platform, key: string): Promise<string> {
    const answer = await platform.app.inject({ url: '/api/v1/products', headers: { authorization: `Bearer ${key}` } })
    return answer.statusCode === 200 ? 'welcome' : answer.json().code
  }

  const askBoth = (key: string) => Promise.all([ask(world.platform, key), ask(elsewhere, key)])

  async function assertEverywhere(key: string, expected: string): Promise<void> {
    const begun = performance.now()
    let codes = await askBoth(key)
    while (codes.some((code) => code !== expected)) {
      assert.ok(performance.now() - begun < 1_000, `${codes} after a second`)
      await wait(5)
      codes = await askBoth(key)
    }
  }

  test('a key that is known to both is refused by both within a second of being revoked on one', async () => {
    const { id, key } = await newKey()
    await assertEverywhere(key, 'welcome')
    assert.equal((await world.request('owner', 'DELETE', `/api-keys/${id}`)).statusCode, 204)
    await assertEverywhere(key, 'api_key.revoked')
  })

  test('under a storm of requests nobody is let in once a process has refused the key', async () => {
    const { id, key } = await newKey()
    await assertEverywhere(key, 'welcome')
    let isRefused = false
    let isOver = false
    const storm = Array.from({ length: 20 }, async () => {
      while (!isOver) {
        const wasRefused = isRefused
        const code = await ask(elsewhere, key)
        if (wasRefused) assert.equal(code, 'api_key.revoked')
        isRefused ||= code === 'api_key.revoked'
        await wait(0)
      }
    })
    await world.request('owner', 'DELETE', `/api-keys/${id}`)
    await assertEverywhere(key, 'api_key.revoked')
    isOver = true
    await Promise.all(storm)
  })

  test('a change that no notice told of is known when a process listens again, and meanwhile', async () => {
    const admin = new pg.Client({ connectionString: world.database.adminUrl })
    await admin.connect()
    const revoke = (id: string) => admin.query('update core.api_keys set revoked_at = now() where id = $1', [id])
    const [missed, meanwhile] = [await newKey(), await newKey()]
    await assertEverywhere(missed.key, 'welcome')
    await assertEverywhere(meanwhile.key, 'welcome')
    await revoke(missed.id)
    await Promise.all([world.platform.identity.watched(true), elsewhere.identity.watched(true)])
    await assertEverywhere(missed.key, 'api_key.revoked')
    await Promise.all([world.platform.identity.watched(false), elsewhere.identity.watched(false)])
    await assertEverywhere(meanwhile.key, 'welcome')
    await revoke(meanwhile.id)
    await assertEverywhere(meanwhile.key, 'api_key.revoked')
    await Promise.all([world.platform.identity.watched(true), elsewhere.identity.watched(true)])
    await admin.end()
  })

  test('the keys of a suspended tenant are refused with it, and taken again with it', async () => {
    const { key } = await newKey()
    await assertEverywhere(key, 'welcome')
    const operator = await world.superadmin()
    const path = `/tenants/${world.tenant.id}/suspension`
    assert.equal((await world.requestAs(operator, 'PUT', path, {}, undefined)).statusCode, 200)
    await assertEverywhere(key, 'tenancy.tenant_suspended')
    assert.equal((await world.requestAs(operator, 'DELETE', path, {}, undefined)).statusCode, 200)
    await assertEverywhere(key, 'welcome')
  })

  // who the request comes from, what it says it was forwarded for → what comes of it
  const journeys: [peer: string, forwarded: string | undefined, expected: string][] = [
    ['203.0.113.7', undefined, 'welcome'],
    ['::ffff:203.0.113.7', undefined, 'welcome'],
    ['198.51.100.1', undefined, 'api_key.address_refused'],
    ['198.51.100.1', '203.0.113.7', 'api_key.address_refused'],
    ['10.9.0.1', '203.0.113.7', 'welcome'],
    ['10.9.0.1', '203.0.113.7, 198.51.100.1', 'api_key.address_refused'],
    ['10.9.0.1', '198.51.100.1, 203.0.113.7', 'welcome'],
    ['10.9.0.1', 'unknown', 'api_key.address_refused'],
    ['10.9.0.1', undefined, 'api_key.address_refused'],
  ]

  test('a key bound to addresses is taken from those alone, and only a trusted proxy says which it was', async () => {
    const { key } = await newKey({ allowed_addresses: ['203.0.113.0/24'] })
    for (const [remoteAddress, forwarded, expected] of journeys) {
      const headers = { authorization: `Bearer ${key}`, ...(forwarded && { 'x-forwarded-for': forwarded }) }
      const answer = await elsewhere.app.inject({ url: '/api/v1/products', remoteAddress, headers })
      const code = answer.statusCode === 200 ? 'welcome' : answer.json().code
      assert.equal(code, expected, `${remoteAddress} for ${forwarded}`)
    }
    const told = lines.filter((line) => line.includes('"security"')).map((line) => JSON.parse(line).security)
    assert.ok(told.some(({ code, address }) => code === 'api_key.address_refused' && address === '198.51.100.1'))
  })

  test('no key is in any log, also of what is refused or slow', async () => {
    const { id, key } = await newKey()
    const body = { kind: 'secret', name: newId(), scopes: ['products.*'] }
    const owner = await world.caller('owner')
    const headers = { authorization: `Bearer ${owner.token}`, 'x-tenant-id': world.tenant.id }
    const made = await elsewhere.app.inject({ method: 'POST', url: '/api/v1/api-keys', headers, payload: body })
    const rotation = {
      method: 'POST',
      url: `/api/v1/api-keys/${id}/rotation`,
      payload: { overlap_seconds: 0 },
    } as const
    const rotated = await elsewhere.app.inject({ ...rotation, headers })
    const shown = [key, `${key}0`, made.json().key, rotated.json().key]
    for (const text of shown) {
      await ask(elsewhere, text)
      const asKey = { authorization: `Bearer ${text}`, 'x-tenant-id': world.neighbour.id }
      await elsewhere.app.inject({ url: '/api/v1/products', headers: asKey })
    }
    assert.ok(lines.some((line) => line.includes('slow request')))
    for (const text of shown)
      assert.equal(
        lines.some((line) => line.includes(text.slice(40))),
        false,
      )
  })
})
