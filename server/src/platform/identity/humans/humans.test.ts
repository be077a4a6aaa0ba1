import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/contract'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  let now = new Date()
  const world = worldIn(placement, { clock: () => now })

  function newEmail(): string {
    return `${newId()}@example.com`
  }

  function create(body: object) {
    return world().request('operator', 'POST', '/humans', { body })
  }

  async function made(body: object = { email: newEmail() }) {
    const answer = await create(body)
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json()
  }

  function patch(id: string, body: object) {
    return world().request('operator', 'PATCH', `/humans/${id}`, { body })
  }

  async function list(query: Record<string, string>) {
    return (await world().request('viewer', 'GET', '/humans', { query })).json()
  }

  const idsOf = ({ results }: { results: { id: string }[] }) => results.map(({ id }) => id)

  test('a human is read back as they were made, with defaults where nothing was said', async () => {
    const body = {
      email: newEmail(),
      name: 'Ada Lovelace',
      locale: 'en-GB',
      time_zone: 'Europe/London',
      addresses: [{ line1: '12 Marylebone Road', city: 'London', country: 'GB' }],
      tags: ['wholesale'],
      notes: 'Likes linen.',
      metadata: { crm: 7 },
    }
    const answer = await create(body)
    const { id, created_at, updated_at, created_by, updated_by, ...said } = answer.json()
    assert.equal(answer.statusCode, 201, answer.body)
    assert.equal(answer.headers.location, `/api/v1/humans/${id}`)
    assert.equal(answer.headers.etag, '"1"')
    const consent = { has_marketing_consent: false, marketing_consent_at: null, marketing_consent_source: null }
    assert.deepEqual(said, { ...body, ...consent, phone: null, status: 'active', version: 1 })
    assert.deepEqual([updated_at, updated_by], [created_at, created_by])
    assert.deepEqual((await world().request('viewer', 'GET', `/humans/${id}`)).json(), answer.json())
  })

  test('somebody with neither address nor number is nobody, made or changed', async () => {
    assert.equal((await create({ name: 'Ada' })).json().code, 'human.contact_missing')
    const { id, email } = await made()
    assert.equal((await patch(id, { email: null })).json().code, 'human.contact_missing')
    assert.equal((await patch(id, { email: null, phone: '+4930123456' })).statusCode, 200)
    assert.deepEqual(idsOf(await list({ email })), [])
  })

  test('one address and one number is one human of the tenant, however written, at once, and after deletion', async () => {
    const email = newEmail()
    const answers = await Promise.all([create({ email }), create({ email: email.toUpperCase() })])
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [201, 409])
    assert.equal(answers.find((answer) => answer.statusCode === 409)!.json().code, 'human.email_taken')
    const first = answers.find((answer) => answer.statusCode === 201)!.json()
    const { id } = await made({ phone: '+49 30 654321' })
    assert.equal((await create({ phone: '+49 (30) 65 43 21' })).json().code, 'human.phone_taken')
    assert.equal((await patch(id, { email })).json().code, 'human.email_taken')
    assert.equal((await world().request('owner', 'DELETE', `/humans/${first.id}`)).statusCode, 204)
    assert.equal((await create({ email })).json().code, 'human.email_taken')
    const restored = await world().request('owner', 'DELETE', `/humans/${first.id}/deletion`)
    assert.deepEqual([restored.statusCode, restored.json().email, restored.json().version], [200, email, 3])
  })

  test('one address in two tenants is two humans, neither of whom is there for the other tenant', async () => {
    const email = newEmail()
    const ours = await made({ email, phone: '+493011111' })
    const answer = await world().neighbourRequest('owner', 'POST', '/humans', { body: { email, phone: '+493011111' } })
    assert.equal(answer.statusCode, 201, answer.body)
    const theirs = answer.json()
    assert.notEqual(theirs.id, ours.id)
    for (const [method, path, body] of [
      ['GET', `/humans/${theirs.id}`],
      ['PATCH', `/humans/${theirs.id}`, { name: 'x' }],
      ['DELETE', `/humans/${theirs.id}`],
      ['DELETE', `/humans/${theirs.id}/deletion`],
    ] as const) {
      const refused = await world().request('owner', method, path, body && { body })
      assert.equal(refused.statusCode, 404, `${method} ${path}`)
    }
    assert.deepEqual(idsOf(await list({ email })), [ours.id])
  })

  test('a number without its country is one of the region that the tenant set', async () => {
    assert.equal((await create({ phone: '030 222222' })).statusCode, 422)
    const settings = { body: { 'humans.phone_region': 'DE' } }
    assert.equal((await world().request('owner', 'PATCH', '/settings', settings)).statusCode, 200)
    const deadline = performance.now() + 1_000
    let answer = await create({ phone: '030 222222' })
    while (answer.statusCode === 422 && performance.now() < deadline) answer = await create({ phone: '030 222222' })
    assert.deepEqual([answer.statusCode, answer.json().phone], [201, '+4930222222'])
    assert.deepEqual(idsOf(await list({ phone: '030/222 222' })), [answer.json().id])
  })

  test('what is no number, language or time zone is named, each', async () => {
    const answer = await create({ phone: 'x', locale: 'en_GB', time_zone: '+01:00' })
    assert.deepEqual([answer.statusCode, answer.json().code], [422, 'human.unreadable'])
    const paths = answer.json().errors.map(({ path }: { path: string }) => path)
    assert.deepEqual(paths, ['/body/phone', '/body/locale', '/body/time_zone'])
    assert.equal((await world().request('viewer', 'GET', '/humans', { query: { phone: 'x' } })).statusCode, 422)
  })

  test('a consent is dated by the server when it is given and when it is taken back, and by nothing else', async () => {
    const human = await made()
    now = new Date(now.getTime() + 60_000)
    const given = (await patch(human.id, { has_marketing_consent: true, marketing_consent_source: 'fair' })).json()
    assert.deepEqual(
      [given.has_marketing_consent, given.marketing_consent_at, given.marketing_consent_source],
      [true, now.toISOString(), 'fair'],
    )
    now = new Date(now.getTime() + 60_000)
    const again = (await patch(human.id, { has_marketing_consent: true, name: 'Ada' })).json()
    assert.equal(again.marketing_consent_at, given.marketing_consent_at)
    const backdated = await patch(human.id, { marketing_consent_at: '2020-01-01T00:00:00.000Z' })
    assert.equal(backdated.statusCode, 422)
    const sourceAlone = await patch(human.id, { marketing_consent_source: 'elsewhere' })
    assert.equal(sourceAlone.json().code, 'human.consent_unchanged')
    const withdrawn = (await patch(human.id, { has_marketing_consent: false })).json()
    assert.deepEqual(
      [withdrawn.has_marketing_consent, withdrawn.marketing_consent_at, withdrawn.marketing_consent_source],
      [false, now.toISOString(), 'user'],
    )
  })

  test('the list is filtered, sorted, and paged without a gap', async () => {
    const tag = newId()
    const ids: string[] = []
    for (const fields of [{}, { has_marketing_consent: true }, { name: 'Blocked' }]) {
      now = new Date(now.getTime() + 1)
      ids.push((await made({ email: newEmail(), tags: ['x', tag], ...fields })).id)
    }
    assert.equal((await patch(ids[2]!, { status: 'blocked' })).statusCode, 200)
    assert.deepEqual(idsOf(await list({ tag, sort: 'created_at' })), ids)
    assert.deepEqual(idsOf(await list({ tag, has_marketing_consent: 'true' })), [ids[1]])
    assert.deepEqual(idsOf(await list({ tag, status: 'blocked' })), [ids[2]])
    assert.deepEqual(idsOf(await list({ tag: `${tag}x` })), [])
    const first = await list({ tag, sort: 'created_at', limit: '2' })
    assert.equal(first.paging.total, 3)
    const rest = await list({ tag, sort: 'created_at', limit: '2', cursor: first.paging.next_cursor })
    assert.deepEqual([...idsOf(first), ...idsOf(rest)], ids)
  })

  test('who read an older version changes and deletes nothing', async () => {
    const { id } = await made()
    assert.equal((await patch(id, { name: 'First' })).statusCode, 200)
    const headers = { 'if-match': '"1"' }
    const late = await world().request('operator', 'PATCH', `/humans/${id}`, { body: { name: 'Second' }, headers })
    assert.equal(late.statusCode, 412)
    assert.equal((await world().request('operator', 'DELETE', `/humans/${id}`, { headers })).statusCode, 412)
    assert.equal((await world().request('viewer', 'GET', `/humans/${id}`)).json().name, 'First')
  })

  test('viewers read humans, sellers and the door do not, and a deleted human is not there', async () => {
    const { id } = await made()
    const body = { email: newEmail() }
    assert.equal((await world().request('viewer', 'POST', '/humans', { body })).statusCode, 403)
    for (const role of ['seller', 'check_in_controller'] as const) {
      assert.equal((await world().request(role, 'GET', `/humans/${id}`)).statusCode, 403, role)
    }
    assert.equal((await world().request('operator', 'DELETE', `/humans/${id}`)).statusCode, 204)
    for (const method of ['GET', 'DELETE'] as const) {
      assert.equal((await world().request('owner', method, `/humans/${id}`)).json().code, 'human.not_found')
    }
    assert.equal((await patch(id, { name: 'x' })).statusCode, 404)
  })
})
