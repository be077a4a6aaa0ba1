import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { statements } from '../statement/statement.ts'
import { DatabaseProxy } from '../testing/database-proxy.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import type { Scope } from './scope.ts'
import { createTenancy, type Tenancy } from './tenancy.ts'

interface Note {
  id: string
  text: string
}

const { statement } = statements<{ notes: Note }, object>()
const listNotes = statement('notes.list', (db) => db.selectFrom('notes').select(['id', 'text']))
const countNotes = statement('notes.count', (db) => db.selectFrom('notes').select((eb) => eb.fn.countAll().as('n')))
const insertNote = statement('notes.insert', (db, p: Note) => db.insertInto('notes').values({ id: p.id, text: p.text }))
const note = (): Note => ({ id: randomUUID(), text: 'note' })

const actor = { kind: 'system' } as const
const read = { actor, mode: 'read' } as const
const write = { actor, mode: 'write' } as const

type Work = (scope: Scope) => Promise<unknown>

const works: [string, typeof read | typeof write, number, Work][] = [
  ['a read', read, 1, (scope) => scope.all(listNotes, {})],
  ['several reads at once', read, 1, (scope) => Promise.all([scope.all(listNotes, {}), scope.first(countNotes, {})])],
  ['a write', write, 1, async (scope) => scope.write(insertNote, note())],
  [
    'several writes',
    write,
    1,
    async (scope) => {
      for (let count = 0; count < 5; count++) scope.write(insertNote, note())
    },
  ],
  [
    'reading, then writing',
    write,
    2,
    async (scope) => {
      await scope.all(listNotes, {})
      scope.write(insertNote, note())
    },
  ],
  ['reading in a work that may write', write, 2, (scope) => scope.all(listNotes, {})],
  ['nothing', write, 0, async () => undefined],
]

describe('round trips, binding and commit included', () => {
  let database: SampleDatabase
  let proxy: DatabaseProxy
  let tenancy: Tenancy
  const tenants = [
    sampleTenant('acme', 'a'),
    sampleTenant('bravo', 'b', { schema: 'tenant_bravo', placement: 'schema' }),
  ]
  before(async () => {
    database = await sampleDatabase()
    await database.addTenant(tenants[1]!.id, 'bravo')
    proxy = await DatabaseProxy.open(database.urls.app)
    const limits = { reads: 1, writes: 1, leased: 1 }
    tenancy = createTenancy({ urls: { ...database.urls, app: proxy.url }, bindingKey: database.bindingKey, limits })
  })
  after(async () => {
    await tenancy.close()
    await proxy.close()
    await database.drop()
  })

  for (const [what, options, expected, work] of works) {
    test(`${what}: ${expected}`, async () => {
      for (const tenant of tenants) {
        // The first time a process meets a statement it asks what its parameters are.
        await tenancy.scope(tenant, options, work)
        const before = proxy.roundTrips
        await tenancy.scope(tenant, options, work)
        assert.equal(proxy.roundTrips - before, expected)
      }
    })
  }
})
