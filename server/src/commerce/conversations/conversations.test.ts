import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { forEachPlacement, worldIn } from '#testing'

forEachPlacement((placement) => {
  let now = new Date('2026-11-21T09:30:00.000Z')
  const world = worldIn(placement, { clock: () => now })

  async function begin(fields: object = {}) {
    const body = { channel: 'whatsapp', address: '+4915112345678', ...fields }
    const made = await world().request('operator', 'POST', '/conversations', { body })
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }

  const path = ({ id }: { id: string }) => `/conversations/${id}`
  const see = async (one: { id: string }) => (await world().request('viewer', 'GET', path(one))).json()

  function say(conversation: { id: string }, body: object) {
    return world().request('operator', 'POST', `${path(conversation)}/messages`, { body })
  }

  async function messagesOf(conversation: { id: string }, query: Record<string, string> = {}) {
    const answer = await world().request('viewer', 'GET', `${path(conversation)}/messages`, { query })
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json().results
  }

  test('a conversation is read back as it was begun, and found by what it is', async () => {
    const made = await begin({ channel: 'email', address: 'bob@example.com', subject: 'Order 17' })
    assert.deepEqual(await see(made), made)
    assert.deepEqual(
      [made.status, made.assigned_user_id, made.last_message_at, made.version],
      ['open', null, made.created_at, 1],
    )
    const found = (query: Record<string, string>) => world().request('viewer', 'GET', '/conversations', { query })
    assert.deepEqual((await found({ channel: 'email', address: 'bob@example.com', status: 'open' })).json().results, [
      made,
    ])
    assert.deepEqual((await found({ channel: 'sms', address: 'bob@example.com' })).json().results, [])
  })

  test('a conversation is with a human of the tenant, an address, or both, and never with nobody', async () => {
    const anybody = (tenant: 'request' | 'neighbourRequest', email: string) =>
      world()[tenant]('owner', 'POST', '/humans', { body: { email } })
    const ours = (await anybody('request', 'bob@example.com')).json()
    const theirs = (await anybody('neighbourRequest', 'bob@example.com')).json()
    const known = await begin({ address: null, human_id: ours.id })
    assert.deepEqual([known.human_id, known.address], [ours.id, null])
    const change = (body: object) => world().request('operator', 'PATCH', path(known), { body })
    for (const [body, code] of [
      [{ human_id: theirs.id }, 'conversation.human_unknown'],
      [{ human_id: null }, 'conversation.with_nobody'],
    ] as const) {
      const refused = await change(body)
      assert.deepEqual([refused.statusCode, refused.json().code], [422, code])
    }
    assert.equal((await change({ human_id: null, address: 'widget-1' })).json().address, 'widget-1')
    await change({ human_id: ours.id })
    const query = { human_id: ours.id }
    const found = await world().request('viewer', 'GET', '/conversations', { query })
    assert.deepEqual(
      found.json().results.map(({ id }: { id: string }) => id),
      [known.id],
    )
  })

  test('messages are kept as they were said, newest first, whatever order they are told in', async () => {
    const conversation = await begin()
    const attachments = [{ url: 'https://example.com/mug.jpg', name: 'mug.jpg', content_type: 'image/jpeg' }]
    const later = await say(conversation, { direction: 'in', attachments, sent_at: '2026-11-21T11:00:00+02:00' })
    const earlier = await say(conversation, { direction: 'in', text: 'Hello', sent_at: '2026-11-21T08:59:59Z' })
    assert.deepEqual([later.statusCode, earlier.statusCode], [201, 201], later.body + earlier.body)
    assert.deepEqual(await messagesOf(conversation), [later.json(), earlier.json()])
    assert.equal(later.headers.location, `/api/v1/messages/${later.json().id}`)
    assert.deepEqual((await world().request('viewer', 'GET', `/messages/${later.json().id}`)).json(), later.json())
    assert.deepEqual([later.json().author_kind, later.json().author_id, later.json().text], ['human', null, null])
    assert.equal((await see(conversation)).last_message_at, conversation.created_at)
    now = new Date(now.getTime() + 1000)
    const answered = (await say(conversation, { direction: 'out', text: 'Here.' })).json()
    const { userId } = await world().caller('operator')
    assert.deepEqual([answered.author_kind, answered.author_id, answered.sent_at], ['user', userId, now.toISOString()])
    assert.equal((await see(conversation)).last_message_at, now.toISOString())
    assert.deepEqual(await messagesOf(conversation, { direction: 'out' }), [answered])
    assert.equal(
      (await say(conversation, { direction: 'out', author_kind: 'bot', text: 'Beep' })).json().author_id,
      null,
    )
  })

  test('a message that its provider tells many times, also at once, is kept once per channel and tenant', async () => {
    const [conversation, other] = [await begin(), await begin({ address: '+4915187654321' })]
    const body = { direction: 'in', text: 'Hello', external_id: 'wamid.1' }
    const told = await Promise.all([1, 2, 3, 4].map(() => say(conversation, body)))
    assert.deepEqual(told.map(({ statusCode }) => statusCode).sort(), [201, 409, 409, 409])
    const again = await say(other, body)
    assert.deepEqual([again.statusCode, again.json().code], [409, 'message.external_id_taken'])
    assert.equal((await messagesOf(conversation)).length, 1)
    assert.equal((await see(conversation)).version, 2)
    assert.equal((await say(await begin({ channel: 'sms' }), body)).statusCode, 201)
    const theirs = await world().neighbourRequest('owner', 'POST', '/conversations', {
      body: { channel: 'whatsapp', address: '+49' },
    })
    const first = await world().neighbourRequest('owner', 'POST', `${path(theirs.json())}/messages`, { body })
    assert.equal(first.statusCode, 201)
  })

  test('a message says something, in the name of who can have said it, not in the future', async () => {
    const conversation = await begin()
    for (const [body, code] of [
      [{ direction: 'in' }, 'message.empty'],
      [{ direction: 'in', text: null, attachments: [] }, 'message.empty'],
      [{ direction: 'in', author_kind: 'user', text: 'x' }, 'message.author_misfit'],
      [{ direction: 'out', author_kind: 'human', text: 'x' }, 'message.author_misfit'],
      [{ direction: 'in', text: 'x', sent_at: '2026-11-21T10:00:00Z' }, 'message.sent_in_future'],
      [{ direction: 'in', text: '' }, 'request.invalid'],
      [{ direction: 'in', text: 'x'.repeat(10_001) }, 'request.invalid'],
      [{ direction: 'in', attachments: [{ url: 'javascript:alert(1)' }] }, 'request.invalid'],
      [{ direction: 'in', text: 'x', sent_at: '0001-01-01T00:00:00+14:00' }, 'request.invalid'],
      [{ direction: 'in', text: 'x', author_id: conversation.id }, 'request.invalid'],
    ] as const) {
      const refused = await say(conversation, body)
      assert.deepEqual([refused.statusCode, refused.json().code], [422, code], JSON.stringify(body).slice(0, 80))
    }
    assert.deepEqual(await messagesOf(conversation), [])
  })

  const move = fc.constantFrom('in', 'out', 'close', 'reopen')

  test('whatever happens, a conversation is closed from its closure to the next message in, and takes none out between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 8 }), async (moves) => {
        const conversation = await begin()
        let [status, version] = ['open', 1]
        for (const taken of moves) {
          const isClosed = status === 'closed'
          const answer = await take(conversation, taken)
          const isRefused = taken === 'out' && isClosed
          assert.equal(answer.statusCode >= 400, isRefused, answer.body)
          if (isRefused) assert.equal(answer.json().code, 'conversation.closed')
          status = isRefused ? status : taken === 'close' ? 'closed' : 'open'
          const isNothing = isRefused || (taken === 'close' && isClosed) || (taken === 'reopen' && !isClosed)
          if (!isNothing) version += 1
          const seen = await see(conversation)
          assert.deepEqual([seen.status, seen.version, seen.closed_at !== null], [status, version, status === 'closed'])
        }
      }),
      { numRuns: 15 },
    )
  })

  function take(conversation: { id: string }, taken: string) {
    if (taken === 'in' || taken === 'out') return say(conversation, { direction: taken, text: 'x' })
    return world().request('operator', taken === 'close' ? 'PUT' : 'DELETE', `${path(conversation)}/closure`)
  }

  test('a conversation is given to users of the tenant alone', async () => {
    const conversation = await begin()
    const assign = (user_id: string) =>
      world().request('operator', 'PUT', `${path(conversation)}/assignment`, { body: { user_id } })
    const [ours, theirs] = [await world().caller('operator'), await world().caller('owner', world().neighbour)]
    const refused = await assign(theirs.userId)
    assert.deepEqual([refused.statusCode, refused.json().code], [422, 'conversation.assignee_unknown'])
    assert.equal((await assign(ours.userId)).json().assigned_user_id, ours.userId)
    const query = { assigned_user_id: ours.userId }
    const mine = await world().request('operator', 'GET', '/conversations', { query })
    assert.deepEqual(
      mine.json().results.map(({ id }: { id: string }) => id),
      [conversation.id],
    )
    const freed = await world().request('operator', 'DELETE', `${path(conversation)}/assignment`)
    assert.equal(freed.json().assigned_user_id, null)
  })

  test('who read an older version changes nothing', async () => {
    const conversation = await begin()
    const headers = { 'if-match': '"1"' }
    const change = (subject: string) =>
      world().request('operator', 'PATCH', path(conversation), { body: { subject }, headers })
    assert.deepEqual([(await change('First')).statusCode, (await change('Second')).statusCode], [200, 412])
    assert.equal((await see(conversation)).subject, 'First')
  })

  test('messages page by cursor, and stay when their conversation changes', async () => {
    const conversation = await begin()
    const sent = []
    for (let count = 0; count < 5; count++) {
      sent.push((await say(conversation, { direction: 'in', text: `${count}` })).json())
    }
    const found: unknown[] = []
    let cursor: string | undefined
    do {
      const query = { limit: '2', sort: 'sent_at', ...(cursor && { cursor }) }
      const page = await world().request('viewer', 'GET', `${path(conversation)}/messages`, { query })
      found.push(...page.json().results)
      cursor = page.json().paging.next_cursor
    } while (cursor)
    assert.deepEqual(found, sent)
  })

  test('another tenant’s conversation is not there, sellers have none, and viewers change none', async () => {
    const conversation = await begin()
    const message = (await say(conversation, { direction: 'in', text: 'Ours' })).json()
    for (const [method, at, body] of [
      ['GET', path(conversation)],
      ['GET', `/messages/${message.id}`],
      ['PATCH', path(conversation), {}],
      ['GET', `${path(conversation)}/messages`],
      ['POST', `${path(conversation)}/messages`, { direction: 'in', text: 'x' }],
      ['PUT', `${path(conversation)}/closure`],
      ['DELETE', `${path(conversation)}/closure`],
      ['DELETE', `${path(conversation)}/assignment`],
    ] as const) {
      const options = body ? { body } : {}
      assert.equal((await world().neighbourRequest('owner', method, at, options)).statusCode, 404, `${method} ${at}`)
      assert.equal((await world().request('seller', method, at, options)).statusCode, 403, `${method} ${at}`)
      const viewed = await world().request('viewer', method, at, options)
      assert.equal(viewed.statusCode, method === 'GET' ? 200 : 403, `${method} ${at}`)
    }
    assert.equal((await see(conversation)).version, 2)
  })
})
