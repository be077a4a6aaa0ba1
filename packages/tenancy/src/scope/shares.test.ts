import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { statements } from '../statement/statement.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { createTenancy, type Tenancy } from './tenancy.ts'

interface Note {
  id: string
  text: string
}

const { statement } = statements<{ notes: Note }, object>()
const lockNote = statement('notes.lock', (db, p: { id: string }) =>
  db.selectFrom('notes').select('id').where('id', '=', p.id).forUpdate(),
)
const insertNote = statement('notes.insert', (db, p: Note) => db.insertInto('notes').values({ id: p.id, text: p.text }))
const write = { actor: { kind: 'system' }, mode: 'write' } as const

describe('one tenant whose every work waits', () => {
  const busy = sampleTenant('acme', 'a')
  const other = sampleTenant('bravo', 'b')
  const row = { id: randomUUID(), text: 'locked' }
  let database: SampleDatabase
  let tenancy: Tenancy
  before(async () => {
    database = await sampleDatabase()
    tenancy = createTenancy({ urls: database.urls, bindingKey: database.bindingKey, limits: { waitTimeoutMs: 1_000 } })
    await tenancy.scope(busy, write, async (scope) => scope.write(insertNote, row))
  })
  after(async () => {
    await tenancy.close()
    await database.drop()
  })

  test('leaves connections for the others, and its own go on one after the other', { timeout: 4_000 }, async () => {
    const lock = () => tenancy.scope(busy, write, (scope) => scope.first(lockNote, { id: row.id }))
    const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holder = tenancy.scope(busy, write, async (scope) => {
      await scope.first(lockNote, { id: row.id })
      held.resolve()
      await release.promise
    })
    await held.promise
    const waiting = Array.from({ length: 30 }, lock)
    for (let count = 0; count < 5; count++) {
      await tenancy.scope(other, write, async (scope) => {
        await scope.first(lockNote, { id: row.id })
        scope.write(insertNote, { id: randomUUID(), text: 'not held up' })
      })
    }
    release.resolve()
    await holder
    assert.equal((await Promise.all(waiting)).length, 30)
  })

  test('is refused when its own places stay taken, and nobody else is', { timeout: 8_000 }, async () => {
    const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holder = tenancy.scope(busy, write, async (scope) => {
      await scope.first(lockNote, { id: row.id })
      held.resolve()
      await release.promise
    })
    await held.promise
    const lock = () => tenancy.scope(busy, write, (scope) => scope.first(lockNote, { id: row.id }))
    const outcomes = Promise.allSettled(Array.from({ length: 30 }, lock))
    await assert.rejects(lock(), { code: '53300' })
    await tenancy.scope(other, write, (scope) => scope.first(lockNote, { id: row.id }))
    release.resolve()
    await holder
    const refused = (await outcomes).filter(({ status }) => status === 'rejected')
    assert.ok(refused.length > 0 && refused.length < 30, `${refused.length} refused`)
    await tenancy.scope(busy, write, (scope) => scope.first(lockNote, { id: row.id }))
  })
})
