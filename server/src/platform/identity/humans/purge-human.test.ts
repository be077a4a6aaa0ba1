import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statement } from '#platform/database'
import { forEachPlacement, worldIn } from '#testing'

const sessionsLeft = statement('test.sessions_of_human', (db, p: { id: string }) =>
  db.selectFrom('human_sessions').select('id').where('human_id', '=', p.id),
)

forEachPlacement((placement) => {
  const world = worldIn(placement)

  const remove = (id: string) => world().request('owner', 'DELETE', `/humans/${id}`)
  const restore = (id: string) => world().request('owner', 'DELETE', `/humans/${id}/deletion`)
  const purge = (id: string) => world().request('admin', 'PUT', `/humans/${id}/purge`)
  const sessionsOf = (id: string) => world().scope((scope) => scope.all(sessionsLeft, { id }))

  test('a purged human is gone with every session, none of which is good for anything, and can come back as somebody new', async () => {
    const [human, other] = [await world().newHuman(), await world().newHuman()]
    const { humanId: id, email } = human
    await world().platform.identity.openHumanSession(world().tenant, id)
    assert.equal((await sessionsOf(id)).length, 2)
    await remove(id)
    assert.equal((await purge(id)).statusCode, 204)
    assert.deepEqual(await sessionsOf(id), [])
    assert.equal((await sessionsOf(other.humanId)).length, 1)
    assert.equal((await world().requestAs(human, 'GET', '/auth/human/me')).statusCode, 401)
    assert.equal((await restore(id)).json().code, 'human.not_deleted')
    assert.equal((await purge(id)).json().code, 'human.not_deleted')
    const again = await world().request('owner', 'POST', '/humans', { body: { email } })
    assert.equal(again.statusCode, 201, again.body)
    assert.notEqual(again.json().id, id)
  })

  test('only a deleted human of this tenant is purged, and not by operators', async () => {
    const { humanId: id } = await world().newHuman()
    const path = `/humans/${id}/purge`
    assert.equal((await purge(id)).json().code, 'human.not_deleted')
    await remove(id)
    assert.equal((await world().request('operator', 'PUT', path)).statusCode, 403)
    assert.equal((await world().neighbourRequest('owner', 'PUT', path)).statusCode, 404)
    assert.equal((await restore(id)).statusCode, 200)
  })

  test('a human with whom there is a conversation stays, sessions and all', async () => {
    const { humanId: id } = await world().newHuman()
    const body = { channel: 'chat', human_id: id }
    assert.equal((await world().request('owner', 'POST', '/conversations', { body })).statusCode, 201)
    await remove(id)
    const refused = await purge(id)
    assert.deepEqual([refused.statusCode, refused.json().code], [409, 'human.in_use'])
    assert.equal((await sessionsOf(id)).length, 1)
    assert.equal((await restore(id)).statusCode, 200)
  })
})
