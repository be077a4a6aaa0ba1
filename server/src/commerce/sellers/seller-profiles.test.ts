import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let count = 0
  const newSlug = () => `store-${++count}`

  async function makeProfile(fields: object = {}) {
    const body = { store_name: 'Linen & Wool', slug: newSlug(), ...fields }
    const made = await world().request('owner', 'POST', '/seller-profiles', { body })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  async function readProfile(id: string) {
    return (await world().request('owner', 'GET', `/seller-profiles/${id}`)).json()
  }

  async function sellerWithProfile() {
    const caller = await world().newCaller('seller')
    return { caller, profile: await makeProfile({ user_id: caller.userId }) }
  }

  test('a profile is read back as it was made, with defaults where nothing was said', async () => {
    const address = { line1: '12 Marylebone Road', city: 'London', country: 'GB' }
    const body = { store_name: 'Linen & Wool', slug: newSlug(), address, policies: { returns: '30 days' } }
    const made = await world().request('owner', 'POST', '/seller-profiles', { body })
    const { id, created_at, updated_at, created_by, updated_by, ...said } = made.json()
    assert.equal(made.statusCode, 201)
    assert.equal(made.headers.location, `/api/v1/seller-profiles/${id}`)
    assert.equal(made.headers.etag, '"1"')
    assert.deepEqual(said, { ...body, user_id: null, bio: null, logo_url: null, metadata: {}, version: 1 })
    assert.deepEqual([updated_at, updated_by], [created_at, created_by])
    assert.equal(created_by, (await world().caller('owner')).userId)
    assert.deepEqual(await readProfile(id), made.json())
  })

  test('another tenant’s profile is not there, whatever is asked of it', async () => {
    const { id } = await makeProfile()
    const path = `/seller-profiles/${id}`
    for (const [method, at, body] of [
      ['GET', path],
      ['PATCH', path, { bio: 'mine' }],
      ['DELETE', path],
      ['DELETE', `${path}/deletion`],
    ] as const) {
      const { statusCode } = await world().neighbourRequest('owner', method, at, body && { body })
      assert.equal(statusCode, 404, `${method} ${at}`)
    }
    const list = await world().neighbourRequest('owner', 'GET', '/seller-profiles')
    assert.deepEqual(list.json().results, [])
    assert.equal((await readProfile(id)).version, 1)
  })

  test('a slug leads to one store of the tenant for ever, and to another in another tenant', async () => {
    const { id, slug } = await makeProfile()
    const body = { store_name: 'Other', slug }
    const again = () => world().request('owner', 'POST', '/seller-profiles', { body })
    assert.equal((await again()).json().code, 'seller_profile.slug_taken')
    await world().request('owner', 'DELETE', `/seller-profiles/${id}`)
    assert.equal((await again()).statusCode, 409)
    assert.equal((await world().neighbourRequest('owner', 'POST', '/seller-profiles', { body })).statusCode, 201)
  })

  test('a merge patch changes what it names, and its result must still be a whole profile', async () => {
    const { id } = await makeProfile({
      bio: 'Old',
      address: { line1: 'A 1', line2: 'c/o B', city: 'Rome', country: 'IT' },
    })
    const patch = (body: object) => world().request('owner', 'PATCH', `/seller-profiles/${id}`, { body })
    const changed = await patch({ bio: null, address: { city: 'Milan', line2: null } })
    assert.deepEqual(changed.json().address, { line1: 'A 1', city: 'Milan', country: 'IT' })
    assert.equal(changed.json().bio, null)
    assert.equal(changed.json().version, 2)
    assert.deepEqual(await readProfile(id), changed.json())
    assert.equal((await patch({ address: null })).json().address, null)
    assert.equal((await patch({ address: { city: 'Bari' } })).statusCode, 422)
    assert.equal((await patch({ name: 'unknown field' })).statusCode, 422)
  })

  test('who read an older version changes nothing', async () => {
    const { id } = await makeProfile()
    const options = { body: { bio: 'first' }, headers: { 'if-match': '"1"' } }
    assert.equal((await world().request('owner', 'PATCH', `/seller-profiles/${id}`, options)).statusCode, 200)
    for (const method of ['PATCH', 'DELETE'] as const) {
      const { body: _, ...stale } = options
      const late = method === 'PATCH' ? { ...stale, body: { bio: 'second' } } : stale
      assert.equal((await world().request('owner', method, `/seller-profiles/${id}`, late)).statusCode, 412)
    }
    assert.equal((await readProfile(id)).bio, 'first')
  })

  test('a deleted profile is out of sight until it is restored', async () => {
    const profile = await makeProfile()
    const path = `/seller-profiles/${profile.id}`
    const list = () => world().request('owner', 'GET', '/seller-profiles', { query: { slug: profile.slug } })
    assert.equal((await world().request('owner', 'DELETE', `${path}/deletion`)).statusCode, 404)
    assert.equal((await world().request('owner', 'DELETE', path)).statusCode, 204)
    assert.equal((await world().request('owner', 'GET', path)).statusCode, 404)
    assert.equal((await world().request('owner', 'DELETE', path)).statusCode, 404)
    assert.deepEqual((await list()).json().paging.total, 0)
    const restored = await world().request('owner', 'DELETE', `${path}/deletion`)
    assert.equal(restored.statusCode, 200)
    assert.equal(restored.json().version, 3)
    assert.deepEqual((await list()).json().results, [restored.json()])
  })

  test('only a user of this tenant acts for a seller', async () => {
    const stranger = await world().caller('seller', world().neighbour)
    const body = { store_name: 'Store', slug: newSlug(), user_id: stranger.userId }
    const made = await world().request('owner', 'POST', '/seller-profiles', { body })
    assert.equal(made.json().code, 'seller_profile.user_unknown')
    const { id } = await makeProfile()
    const changed = await world().request('owner', 'PATCH', `/seller-profiles/${id}`, {
      body: { user_id: stranger.userId },
    })
    assert.equal(changed.json().code, 'seller_profile.user_unknown')
  })

  test('a user acts for one seller at most', async () => {
    const { caller, profile } = await sellerWithProfile()
    const other = await makeProfile()
    const body = { user_id: caller.userId }
    const taken = await world().request('owner', 'PATCH', `/seller-profiles/${other.id}`, { body })
    assert.equal(taken.json().code, 'seller_profile.user_taken')
    await world().request('owner', 'DELETE', `/seller-profiles/${profile.id}`)
    assert.equal((await world().request('owner', 'PATCH', `/seller-profiles/${other.id}`, { body })).statusCode, 200)
    const restored = await world().request('owner', 'DELETE', `/seller-profiles/${profile.id}/deletion`)
    assert.equal(restored.json().code, 'seller_profile.user_taken')
  })

  test('a seller changes the own profile only, and not whose it is', async () => {
    const { caller, profile } = await sellerWithProfile()
    const other = await makeProfile()
    const patch = (id: string, body: object) => world().requestAs(caller, 'PATCH', `/seller-profiles/${id}`, { body })
    assert.equal((await patch(profile.id, { bio: 'Mine' })).statusCode, 200)
    assert.equal((await patch(other.id, { bio: 'Mine too' })).statusCode, 404)
    assert.equal((await patch(profile.id, { user_id: null })).json().code, 'seller_profile.user_fixed')
    const create = await world().requestAs(caller, 'POST', '/seller-profiles', { body: { store_name: 'X', slug: 'x' } })
    assert.equal(create.statusCode, 403)
    const remove = await world().requestAs(caller, 'DELETE', `/seller-profiles/${profile.id}`)
    assert.equal(remove.statusCode, 403)
  })

  test('who may not give the role of a seller lets nobody act as one', async () => {
    const { caller, profile } = await sellerWithProfile()
    const operator = await world().newCaller('operator')
    const other = await makeProfile()
    const patch = async (who: 'owner' | 'admin' | typeof operator, id: string, body: object) => {
      const by = typeof who === 'string' ? await world().caller(who) : who
      return world().requestAs(by, 'PATCH', `/seller-profiles/${id}`, { body })
    }
    for (const [id, user_id] of [
      [profile.id, null],
      [profile.id, operator.userId],
      [other.id, operator.userId],
    ]) {
      const answer = await patch(operator, id, { user_id })
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'seller_profile.user_fixed'])
    }
    const same = await patch(operator, profile.id, { bio: 'Woven', user_id: caller.userId })
    assert.equal(same.statusCode, 200, same.body)
    assert.equal((await patch('admin', profile.id, { user_id: null })).statusCode, 200)
    assert.equal((await patch('owner', other.id, { user_id: caller.userId })).statusCode, 200)
  })

  test('a user of role seller without a profile changes none', async () => {
    const { id } = await makeProfile()
    const caller = await world().newCaller('seller')
    const patched = await world().requestAs(caller, 'PATCH', `/seller-profiles/${id}`, { body: { bio: 'x' } })
    assert.equal(patched.json().code, 'seller_profile.none_of_yours')
  })
})
