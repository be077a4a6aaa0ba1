import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { defineRefusal } from '../refusal.ts'
import { tenantPlaceholder } from '../statement/placeholder.ts'
import { statements } from '../statement/statement.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { DatabaseError } from '../wire/database-error.ts'
import type { Scope } from './scope.ts'
import { createTenancy, type Tenancy } from './tenancy.ts'

interface Note {
  id: string
  text: string
}

const { statement, systemStatement } = statements<{ notes: Note }, { 'core.tenants': { id: string; slug: string } }>()

const NoteExists = defineRefusal('notes.exists', 409, 'The note exists')
const NoteGone = defineRefusal('notes.gone', 412, 'The note is not what it was')

const listNotes = statement('notes.list', (db) => db.selectFrom('notes').select(['id', 'text']).orderBy('text'))
const insertNote = statement(
  'notes.insert',
  (db, p: Note) => db.insertInto('notes').values({ id: p.id, text: p.text }),
  { refuses: { notes_pkey: NoteExists } },
)
const updateNote = statement(
  'notes.update',
  (db, p: { id: string; from: string; to: string }) =>
    db.updateTable('notes').set({ text: p.to }).where('id', '=', p.id).where('text', '=', p.from),
  { expect: { rows: 1, orRefuse: NoteGone } },
)
const insertReturning = statement('notes.insert_returning', (db, p: Note) =>
  db.insertInto('notes').values({ id: p.id, text: p.text }).returning('id'),
)
const callWriting = statement(
  'notes.call_writing',
  () => sql<{ id: string }>`select shared.write_note(${tenantPlaceholder}::uuid) as id`,
)
const slowList = statement('notes.list_slowly', (db) => db.selectFrom('notes').select('id'), { slow: true })
const listTenants = systemStatement('tenants.list', (db) => db.selectFrom('core.tenants').select('slug'))

const actor = { kind: 'system' } as const
const write = { actor, mode: 'write' } as const
const read = { actor, mode: 'read' } as const
const acme = sampleTenant('acme', 'a')
const beta = sampleTenant('beta', 'b')

describe('a scope', () => {
  let database: SampleDatabase
  let tenancy: Tenancy
  before(async () => {
    database = await sampleDatabase()
    tenancy = createTenancy({ urls: database.urls, bindingKey: database.bindingKey })
  })
  after(async () => {
    await tenancy.close()
    await database.drop()
  })

  const note = (text: string): Note => ({ id: crypto.randomUUID(), text })
  const textsOf = async (scope: Scope) => (await scope.all(listNotes, {})).map(({ text }) => text)
  const texts = (tenant = acme) => tenancy.scope(tenant, read, textsOf)

  test('shows each tenant its own rows only', async () => {
    const mine = note('mine')
    await tenancy.scope(acme, write, async (scope) => scope.write(insertNote, mine))
    assert.ok((await texts(acme)).includes('mine'))
    assert.deepEqual(await texts(beta), [])
  })

  test('writes nothing when its body throws, whether the writes had left or not', async () => {
    const stop = new Error('stop')
    for (const hasLeft of [false, true]) {
      const lost = tenancy.scope(acme, write, async (scope) => {
        scope.write(insertNote, note('lost'))
        if (hasLeft) assert.ok((await textsOf(scope)).includes('lost'))
        throw stop
      })
      await assert.rejects(lost, stop)
    }
    assert.ok(!(await texts()).includes('lost'))
  })

  test('turns a violated constraint into the refusal its statement names, in one batch and in several', async () => {
    const twice = note('twice')
    await tenancy.scope(acme, write, async (scope) => scope.write(insertNote, twice))
    await assert.rejects(
      tenancy.scope(acme, write, async (scope) => scope.write(insertNote, twice)),
      { code: 'notes.exists' },
    )
    const afterReading = tenancy.scope(acme, write, async (scope) => {
      await textsOf(scope)
      scope.write(insertNote, twice)
    })
    await assert.rejects(afterReading, { code: 'notes.exists' })
  })

  test('undoes everything when a write meets fewer rows than it must', async () => {
    const kept = note('kept')
    await tenancy.scope(acme, write, async (scope) => scope.write(insertNote, kept))
    const stale = tenancy.scope(acme, write, async (scope) => {
      scope.write(insertNote, note('beside'))
      scope.write(updateNote, { id: kept.id, from: 'something else', to: 'changed' })
    })
    await assert.rejects(stale, { code: 'notes.gone' })
    assert.ok((await texts()).includes('kept'))
    assert.ok(!(await texts()).includes('beside'))
  })

  test('cannot be committed after a failure, even when its body swallowed it', async () => {
    const swallowed = tenancy.scope(acme, write, async (scope) => {
      scope.write(insertNote, note('swallowed'))
      const existing = (await scope.all(listNotes, {}))[0]!
      scope.write(insertNote, existing)
      await scope.all(listNotes, {}).catch(() => 'swallowed')
    })
    await assert.rejects(swallowed, { code: 'notes.exists' })
    assert.ok(!(await texts()).includes('swallowed'))
  })

  test('sees its own writes in the order it made them', async () => {
    const id = crypto.randomUUID()
    const seen = await tenancy.scope(acme, write, async (scope) => {
      scope.write(insertNote, { id, text: 'first' })
      scope.write(updateNote, { id, from: 'first', to: 'second' })
      return textsOf(scope)
    })
    assert.ok(seen.includes('second'))
    assert.ok(!seen.includes('first'))
  })

  test('holds no connection after it ended, however it ended', async () => {
    const endings = [
      async (scope: Scope) => void (await textsOf(scope)),
      async (scope: Scope) => {
        await textsOf(scope)
        throw new Error('stop')
      },
      async (scope: Scope) => scope.write(updateNote, { id: crypto.randomUUID(), from: '', to: '' }),
    ]
    const runs = Array.from({ length: 60 }, (_, index) => tenancy.scope(acme, write, endings[index % 3]!))
    await Promise.allSettled(runs)
    assert.equal(tenancy.stats.app.leased.inFlight, 0)
    assert.equal(tenancy.stats.app.writes.inFlight, 0)
  })

  test('runs its after-commit actions after a commit and never otherwise', async () => {
    const told: string[] = []
    await tenancy.scope(acme, write, async (scope) => {
      scope.afterCommit(() => told.push('committed'))
      scope.write(insertNote, note('told'))
      assert.deepEqual(told, [])
    })
    const failed = tenancy.scope(acme, write, async (scope) => {
      scope.afterCommit(() => told.push('rolled back'))
      throw new Error('stop')
    })
    await assert.rejects(failed)
    assert.deepEqual(told, ['committed'])
  })

  test('is of no use after its end', async () => {
    let escaped: Scope | undefined
    await tenancy.scope(acme, read, async (scope) => {
      escaped = scope
    })
    await assert.rejects(async () => escaped!.all(listNotes, {}), /ended/)
    assert.throws(() => escaped!.write(insertNote, note('late')), /reads|ended/)
  })

  test('is not opened for a tenant that is not active', async () => {
    for (const [status, code] of [
      ['suspended', 'tenancy.tenant_suspended'],
      ['deleted', 'tenancy.unknown_tenant'],
    ] as const) {
      const inactive = sampleTenant('acme', 'a', { status })
      await assert.rejects(tenancy.scope(inactive, read, textsOf), { code })
    }
  })

  test('takes only statements of its door', async () => {
    await assert.rejects(
      tenancy.scope(acme, read, (scope) => scope.all(listTenants, {})),
      /does not belong in a tenant scope/,
    )
    await assert.rejects(
      tenancy.system(read, (scope) => scope.all(listNotes, {})),
      /does not belong in a system scope/,
    )
  })

  test('does not write when it was opened to read, nor by the reading role', async () => {
    await assert.rejects(
      tenancy.scope(acme, read, async (scope) => scope.write(insertNote, note('no'))),
      /only reads/,
    )
    await assert.rejects(
      tenancy.scope(acme, read, (scope) => scope.all(insertReturning, note('no'))),
      /only reads/,
    )
    // What a statement calls is not seen in its text; there the database itself keeps it from writing.
    await database.as('owner', (owner) =>
      owner.query(`create function shared.write_note(tenant uuid) returns uuid language sql as
        $$ insert into shared.notes values (tenant, gen_random_uuid(), 'no') returning id $$;
        grant execute on function shared.write_note(uuid) to stoa_app`),
    )
    await assert.rejects(
      tenancy.scope(acme, read, (scope) => scope.all(callWriting, {})),
      { code: '25006' },
    )
    await assert.rejects(
      tenancy.scope(acme, { ...write, readOnlyRole: true }, async (scope) => scope.write(insertNote, note('no'))),
      (error) => error instanceof DatabaseError && ['42501', '25006'].includes(error.code),
    )
  })

  test('answers a slow statement on a connection of its own', async () => {
    const slow = tenancy.scope(acme, read, (scope) => scope.all(slowList, {}))
    await Promise.resolve()
    await slow
    assert.ok(tenancy.stats.app.leased.connections > 0)
  })

  test('of two tenants at once, many times over, never mixes their rows', async () => {
    await tenancy.scope(beta, write, async (scope) => scope.write(insertNote, note('beta only')))
    const runs = Array.from({ length: 400 }, async (_, index) => {
      const tenant = index % 2 ? acme : beta
      const mode = index % 3 ? read : write
      const seen = await tenancy.scope(tenant, mode, textsOf)
      assert.equal(seen.includes('beta only'), tenant === beta)
    })
    await Promise.all(runs)
  })
})
