import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEachPlacement, worldIn } from '#testing'
import { unsetAiConfig } from './ai-config.ts'

forEachPlacement((placement) => {
  const world = worldIn(placement)

  function change(body: object, headers: Record<string, string> = {}) {
    return world().request('admin', 'PATCH', '/ai-config', { body, headers })
  }

  const read = () => world().request('viewer', 'GET', '/ai-config')

  test('is the default in its first version until somebody changes it; of two who do so first, at once, one wins', async () => {
    const unset = await read()
    assert.deepEqual([unset.headers.etag, unset.json()], ['"1"', unsetAiConfig])
    const changes = await Promise.all(
      ['Clay', 'Kiln', 'Loam'].map((bot_name) => change({ bot_name }, { 'if-match': '"1"' })),
    )
    assert.deepEqual(changes.map(({ statusCode }) => statusCode).sort(), [200, 412, 412])
    const won = changes.find(({ statusCode }) => statusCode === 200)!
    assert.deepEqual((await read()).json(), won.json())
    assert.equal(won.json().version, 2)
  })

  test('is changed by a merge patch, at once under different names without loss', async () => {
    const before = (await read()).json()
    const patches = [
      { is_enabled: true },
      { model: 'gpt-4.1-mini', temperature_hundredths: 70 },
      { languages: ['en-GB', 'de'] },
      { handover: { keywords: ['refund'] } },
    ]
    await Promise.all(patches.map((patch) => change(patch)))
    const after = (await read()).json()
    const { userId } = await world().caller('admin')
    assert.deepEqual(after, {
      ...before,
      ...Object.assign({}, ...patches),
      handover: { is_on_request: true, after_failed_answers: 3, keywords: ['refund'] },
      version: before.version + 4,
      updated_at: after.updated_at,
      updated_by: userId,
    })
  })

  test('takes nothing that is out of bounds, and no secrets', async () => {
    const before = (await read()).json()
    for (const body of [
      { temperature_hundredths: 201 },
      { temperature_hundredths: 0.7 },
      { model: 'x'.repeat(201) },
      { model: '' },
      { instructions: 'x'.repeat(20_001) },
      { languages: ['English'] },
      { allowed_tools: ['drop_tables'] },
      { allowed_tools: ['quote', 'quote'] },
      { handover: { after_failed_answers: 0 } },
      { handover: { is_on_request: null } },
      { handover: null },
      { api_key: 'sk-1' },
      { version: 9 },
    ]) {
      assert.equal((await change(body)).statusCode, 422, JSON.stringify(body).slice(0, 60))
    }
    assert.deepEqual((await read()).json(), before)
  })

  test('is changed by owner and admin, read by operator and viewer besides, and each tenant has its own', async () => {
    const readers: [number, number] = [200, 403]
    for (const [role, expected] of [
      ['owner', [200, 200]],
      ['admin', [200, 200]],
      ['operator', readers],
      ['viewer', readers],
      ['check_in_controller', [403, 403]],
      ['seller', [403, 403]],
    ] as const) {
      const answers = [
        await world().request(role, 'GET', '/ai-config'),
        await world().request(role, 'PATCH', '/ai-config', { body: { greeting: role } }),
      ]
      assert.deepEqual(
        answers.map(({ statusCode }) => statusCode),
        expected,
        role,
      )
    }
    assert.deepEqual((await world().neighbourRequest('owner', 'GET', '/ai-config')).json(), unsetAiConfig)
  })
})
