import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { TenantContext } from '../context.ts'
import { statements } from '../statement/statement.ts'
import type { Tenant } from '../tenant.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { createTenancy, type Tenancy } from './tenancy.ts'

interface Note {
  id: string
  text: string
}

const { statement } = statements<{ notes: Note }, object>()
const listNotes = statement('notes.list', (db) => db.selectFrom('notes').select(['id', 'text']))
const insertNote = statement('notes.insert', (db, p: Note) => db.insertInto('notes').values({ id: p.id, text: p.text }))

const actor = { kind: 'system' } as const
const read = { actor, mode: 'read' } as const
const write = { actor, mode: 'write' } as const
const note = (text: string): Note => ({ id: randomUUID(), text })

describe("work under an epoch of its tenant's past", () => {
  let database: SampleDatabase
  let tenancy: Tenancy
  /** What the registry says now. */
  const current = new Map<string, Tenant>()
  let asked = 0
  let onAsked: () => Promise<unknown> = async () => undefined
  before(async () => {
    database = await sampleDatabase()
    const refresh = async (id: string) => {
      asked++
      await onAsked()
      return current.get(id)
    }
    tenancy = createTenancy({ urls: database.urls, bindingKey: database.bindingKey, refresh })
  })
  after(async () => {
    await tenancy.close()
    await database.drop()
  })

  function newTenant(): Tenant {
    const tenant = sampleTenant('acme', 'a', { id: randomUUID() })
    current.set(tenant.id, tenant)
    onAsked = async () => undefined
    return tenant
  }

  const fence = ({ id, epoch }: Tenant) =>
    database.as('system', (system) => system.query('select tenancy.fence($1, $2)', [id, epoch + 1]))

  /** The tenant becomes another than the one this process has in hand. */
  function change(tenant: Tenant, changes: Partial<Tenant> = {}): void {
    current.set(tenant.id, { ...tenant, epoch: tenant.epoch + 1, ...changes })
  }

  const insert = (tenant: Tenant, text: string) =>
    tenancy.scope(tenant, write, async (scope) => scope.write(insertNote, note(text)))
  const texts = (tenant: Tenant) =>
    tenancy.scope(tenant, read, async (scope) => (await scope.all(listNotes, {})).map(({ text }) => text))

  test('goes on with the tenant as it is now, when nothing was done yet', async () => {
    const stale = newTenant()
    await fence(stale)
    change(stale)
    await insert(stale, 'in one batch')
    await tenancy.scope(stale, write, async (scope) => {
      await scope.all(listNotes, {})
      assert.equal(scope.tenant.epoch, stale.epoch + 1)
      scope.write(insertNote, note('after reading'))
    })
    assert.deepEqual((await texts(stale)).sort(), ['after reading', 'in one batch'])
  })

  test('goes on with all that was asked for, also when it was asked for before the answer came', async () => {
    const stale = newTenant()
    await fence(stale)
    change(stale)
    await tenancy.scope(stale, write, async (scope) => {
      const first = scope.all(listNotes, {})
      await Promise.resolve()
      scope.write(insertNote, note('behind'))
      const [before, after] = await Promise.all([first, scope.all(listNotes, {})])
      assert.deepEqual([before.length, after.length], [0, 1])
    })
    assert.deepEqual(await texts(stale), ['behind'])
  })

  test('goes on in the schema the tenant was moved to', async () => {
    const stale = newTenant()
    await database.addTenant(stale.id, 'moved')
    await insert(stale, 'left in the shared schema')
    await fence(stale)
    change(stale, { placement: 'schema', schema: 'tenant_moved' })
    await insert(stale, 'in its own')
    assert.deepEqual(await texts(stale), ['in its own'])
    await tenancy.scope(stale, write, async (scope) => {
      assert.equal((await scope.all(listNotes, {})).length, 1)
    })
  })

  test('waits while the tenant is paused, all of it for one answer', async () => {
    const paused = newTenant()
    await fence(paused)
    const before = asked
    onAsked = async () => {
      if (asked - before === 3) change(paused)
    }
    await Promise.all(Array.from({ length: 20 }, (_, index) => insert(paused, `${index}`)))
    assert.ok(asked - before < 20)
    assert.equal((await texts(paused)).length, 20)
  })

  test('is refused when nobody may enter any more', async () => {
    const stale = newTenant()
    await fence(stale)
    change(stale, { status: 'suspended' })
    await assert.rejects(insert(stale, 'lost'), { code: 'tenancy.tenant_suspended' })
    await assert.rejects(texts(stale), { code: 'tenancy.tenant_suspended' })
  })

  test('is undone when something was done before', async () => {
    const tenant = newTenant()
    const half = tenancy.scope(tenant, write, async (scope) => {
      scope.write(insertNote, note('half'))
      await scope.all(listNotes, {})
      await fence(tenant)
      change(tenant)
      scope.write(insertNote, note('other half'))
    })
    await assert.rejects(half, { code: 'tenancy.tenant_paused' })
    assert.deepEqual(await texts(tenant), [])
  })

  test('is undone when it only had to commit', async () => {
    const tenant = newTenant()
    const whole = tenancy.scope(tenant, write, async (scope) => {
      scope.write(insertNote, note('whole'))
      await scope.all(listNotes, {})
      await fence(tenant)
      change(tenant)
    })
    await assert.rejects(whole, { code: 'tenancy.tenant_paused' })
    assert.deepEqual(await texts(tenant), [])
  })

  describe('that was resumed', () => {
    const stale = { code: 'tenancy.stale_tenant' }

    /** As in a process that has heard nothing: its registry says what it said before. */
    const resume = (tenant: Tenant, work: () => Promise<unknown>) =>
      TenantContext.resume({ byId: () => tenant }, { tenant_id: tenant.id, epoch: tenant.epoch }, work)

    async function endAndBegin(tenant: Tenant): Promise<Tenant> {
      await fence(tenant)
      change(tenant, { accessEpoch: tenant.epoch + 1 })
      return current.get(tenant.id)!
    }

    test('goes on where the tenant was moved to', async () => {
      const tenant = newTenant()
      await database.addTenant(tenant.id, 'carried')
      await fence(tenant)
      change(tenant, { placement: 'schema', schema: 'tenant_carried' })
      await resume(tenant, () => insert(tenant, 'carried'))
      assert.deepEqual(await texts(current.get(tenant.id)!), ['carried'])
    })

    test('is refused when access ended since, though it is back, and work begun now is not', async () => {
      const tenant = newTenant()
      await endAndBegin(tenant)
      await assert.rejects(
        resume(tenant, () => insert(tenant, 'in one batch')),
        stale,
      )
      const afterReading = () =>
        tenancy.scope(tenant, write, async (scope) => {
          await scope.all(listNotes, {})
          scope.write(insertNote, note('after reading'))
        })
      await assert.rejects(resume(tenant, afterReading), stale)
      await assert.rejects(
        resume(tenant, () => texts(tenant)),
        stale,
      )
      await insert(tenant, 'begun now')
      assert.deepEqual(await texts(tenant), ['begun now'])
    })

    test('is refused when the tables it looks for are gone as well', async () => {
      const tenant: Tenant = { ...newTenant(), placement: 'schema', schema: 'tenant_left_behind' }
      change(tenant, { accessEpoch: tenant.epoch + 1, placement: 'shared', schema: 'shared' })
      await assert.rejects(
        resume(tenant, () => insert(tenant, 'lost')),
        stale,
      )
      await insert(tenant, 'begun now')
      assert.deepEqual(await texts(tenant), ['begun now'])
    })

    test('is refused also in a scope of the tenant as it is now', async () => {
      const tenant = newTenant()
      const later = () => TenantContext.run(current.get(tenant.id)!, () => insert(current.get(tenant.id)!, 'later'))
      const work = resume(tenant, async () => {
        await insert(tenant, 'before')
        await endAndBegin(tenant)
        await later()
      })
      await assert.rejects(work, stale)
      assert.deepEqual(await texts(current.get(tenant.id)!), ['before'])
    })

    test('is refused in the middle of a scope that reads, and undone in one that writes', async () => {
      const [looked, written] = [newTenant(), newTenant()]
      const reading = resume(looked, () =>
        tenancy.scope(looked, read, async (scope) => {
          await scope.all(listNotes, {})
          await endAndBegin(looked)
          await scope.all(listNotes, {})
        }),
      )
      await assert.rejects(reading, stale)
      const writing = () =>
        tenancy.scope(written, write, async (scope) => {
          await scope.all(listNotes, {})
          if (current.get(written.id) === written) await endAndBegin(written)
          scope.write(insertNote, note('half'))
        })
      await assert.rejects(resume(written, writing), { code: 'tenancy.tenant_paused' })
      await assert.rejects(resume(written, writing), stale)
      assert.deepEqual(await texts(current.get(written.id)!), [])
    })
  })

  test('is refused by a kernel that cannot ask', async () => {
    const stale = newTenant()
    await fence(stale)
    const alone = createTenancy({ urls: database.urls, bindingKey: database.bindingKey })
    const lost = alone.scope(stale, write, async (scope) => scope.write(insertNote, note('lost')))
    await assert.rejects(lost, { code: 'tenancy.tenant_paused' })
    await alone.close()
  })
})
