import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Doors, SystemScope } from '@stoa/tenancy'
import pg from 'pg'
import { newId } from '#platform/contract'
import { createWorld, type World } from '#testing'
import { type KeyEvent, KeyRing } from './key-ring.ts'
import { writeKey } from './key-text.ts'
import { LastUses } from './last-uses.ts'

const from = { ip: '203.0.113.7' }

describe('the ring of keys', () => {
  let world: World
  let lastUses: LastUses
  let ring: KeyRing
  /** Units of platform work that were opened for it. */
  let opened: number
  let events: KeyEvent[]
  /** Done once, after the next reading has read and before it ends. */
  let meanwhile: (() => Promise<void>) | undefined

  before(async () => {
    world = await createWorld('shared')
  })
  after(() => world.close())

  function newRing(): void {
    ;[opened, events, meanwhile] = [0, [], undefined]
    const { tenancy } = world.platform
    const doors: Doors = {
      scope: (...args) => tenancy.scope(...args),
      async system<T>(options: Parameters<Doors['system']>[0], body: (scope: SystemScope) => Promise<T>) {
        opened++
        const result = await tenancy.system(options, body)
        const interruption = meanwhile
        meanwhile = undefined
        await interruption?.()
        return result
      },
    }
    lastUses = new LastUses(doors, (error) => assert.fail(error))
    ring = new KeyRing({ doors, clock: () => new Date(), lastUses, onSecurityEvent: (event) => events.push(event) })
    ring.watched(true)
  }

  async function newKey(fields: object = {}): Promise<{ id: string; key: string }> {
    const body = { kind: 'secret', name: newId(), scopes: ['products.list'], ...fields }
    const made = await world.request('owner', 'POST', '/api-keys', { body })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  /** Behind the back of every process. */
  async function revokeSilently(id: string): Promise<void> {
    const admin = new pg.Client({ connectionString: world.database.adminUrl })
    await admin.connect()
    await admin.query('update core.api_keys set revoked_at = now() where id = $1', [id])
    await admin.end()
  }

  const codeOf = async (key: string) => {
    try {
      return (await ring.authenticate(key, from)).id
    } catch (error) {
      return (error as { code: string }).code
    }
  }

  test('what is mistyped, cut off or made up is refused without asking the database', async () => {
    newRing()
    const { key } = await newKey()
    const mistyped = key.slice(0, 50) + (key[50] === 'a' ? 'b' : 'a') + key.slice(51)
    for (const text of [mistyped, key.slice(0, -1), `${key}0`, 'stoa_sk_', `stoa_pk_${key.slice(8)}`]) {
      assert.equal(await codeOf(text), 'api_key.invalid', text)
    }
    assert.equal(opened, 0)
  })

  test('a key is read once, by however many who show it at once, and then known without a promise', async () => {
    newRing()
    const { id, key } = await newKey()
    const shown = await Promise.all(Array.from({ length: 50 }, () => codeOf(key)))
    assert.deepEqual(new Set(shown), new Set([id]))
    assert.equal((ring.authenticate(key, from) as { id: string }).id, id)
    assert.equal(opened, 1)
  })

  test('a key that is not there is asked for once', async () => {
    newRing()
    const key = writeKey('secret', newId())
    for (let round = 0; round < 5; round++) assert.equal(await codeOf(key), 'api_key.invalid')
    assert.equal(opened, 1)
  })

  test('the right id with another secret is refused, also when the key is known', async () => {
    newRing()
    const { id, key } = await newKey()
    for (const forged of [writeKey('secret', id), writeKey('publishable', id)]) {
      assert.equal(await codeOf(forged), 'api_key.invalid')
      assert.equal(await codeOf(key), id)
      assert.equal(await codeOf(forged), 'api_key.invalid')
    }
    assert.equal(opened, 1)
  })

  test('a key that is revoked while it is being read is refused, although it was read as good', async () => {
    newRing()
    const { id, key } = await newKey()
    meanwhile = async () => {
      await revokeSilently(id)
      ring.hear(id)
    }
    assert.equal(await codeOf(key), 'api_key.revoked')
    assert.equal(opened, 2)
  })

  test('notices without end keep no key from being read', async () => {
    newRing()
    const { id, key } = await newKey()
    const forge = async () => {
      assert.ok(opened < 10, 'read again and again')
      meanwhile = forge
      ring.hear(id)
    }
    meanwhile = forge
    assert.equal(await codeOf(key), id)
    meanwhile = undefined
    await revokeSilently(id)
    assert.equal(await codeOf(key), 'api_key.revoked')
  })

  test('whatever was known before notices came again is read again, also what is just being read', async () => {
    newRing()
    const [known, read] = [await newKey(), await newKey()]
    assert.equal(await codeOf(known.key), known.id)
    meanwhile = async () => {
      await Promise.all([revokeSilently(known.id), revokeSilently(read.id)])
      ring.watched(true)
    }
    assert.equal(await codeOf(read.key), 'api_key.revoked')
    assert.equal(await codeOf(known.key), 'api_key.revoked')
  })

  test('a forged notice costs a query and changes nothing, a malformed one not even that', async () => {
    newRing()
    const { id, key } = await newKey()
    assert.equal(await codeOf(key), id)
    for (const payload of ['', 'x', `${id} `, `user:${id}`]) ring.hear(payload)
    assert.equal(await codeOf(key), id)
    assert.equal(opened, 1)
    ring.hear(id.toUpperCase())
    assert.equal(await codeOf(key), id)
    assert.equal(opened, 2)
  })

  test('a key from an unexpected address is refused and told of, and its use is not noted', async () => {
    newRing()
    const { id, key } = await newKey({ allowed_addresses: ['198.51.100.0/24', '2001:db8::/32'] })
    assert.equal(await codeOf(key), 'api_key.address_refused')
    const { id: tenantId } = world.tenant
    assert.deepEqual(events, [{ code: 'api_key.address_refused', keyId: id, tenantId, address: from.ip }])
    opened = 0
    await lastUses.write()
    assert.equal(opened, 0)
    assert.equal((await ring.authenticate(key, { ip: '::ffff:198.51.100.9' })).id, id)
    await lastUses.write()
    assert.equal(opened, 1)
  })

  test('uses are written together, by many processes at once, and the latest one stays', async () => {
    newRing()
    const keys = await Promise.all(Array.from({ length: 5 }, () => newKey()))
    const times = [3, 1, 2].map((minute) => Date.parse(`2026-11-21T09:3${minute}:00.000Z`))
    for (const at of times) {
      const process = new LastUses(world.platform.tenancy, (error) => assert.fail(error))
      for (const { id } of keys) process.note(id, at)
      await process.close()
    }
    for (const { id } of keys) {
      const { last_used_at } = (await world.request('owner', 'GET', `/api-keys/${id}`)).json()
      assert.equal(last_used_at, '2026-11-21T09:33:00.000Z')
    }
    const together = Array.from({ length: 8 }, (_, at) => {
      const process = new LastUses(world.platform.tenancy, (error) => assert.fail(error))
      for (const { id } of at % 2 ? keys : keys.toReversed()) process.note(id, Date.now() + at)
      return process.close()
    })
    await Promise.all(together)
  })
})
