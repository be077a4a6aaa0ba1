import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import pino from 'pino'
import { type Caller, forEachPlacement, type Method, newTenant, testSecret, worldIn } from '#testing'
import { assemble, type Platform } from '../../assemble.ts'
import type { TenantRecord } from './index.ts'

/** What a tenant can be, as simply as it can be said. */
interface Model {
  isDeleted: boolean
  isSuspended: boolean
  isPurging: boolean
  /** Changes of access so far. */
  epoch: number
}

const verbs = {
  suspend: ['PUT', '/suspension'],
  reactivate: ['DELETE', '/suspension'],
  delete: ['DELETE', ''],
  restore: ['DELETE', '/deletion'],
  purge: ['PUT', '/purge?now=true'],
} as const
type Verb = keyof typeof verbs

/** What a verb answers, and what the tenant is then. */
function applied(model: Model, verb: Verb): [number, Model] {
  const changed = (changes: Partial<Model>): Model => ({ ...model, ...changes, epoch: model.epoch + 1 })
  const { isDeleted, isSuspended, isPurging } = model
  switch (verb) {
    case 'suspend':
      return isDeleted ? [404, model] : [200, isSuspended ? model : changed({ isSuspended: true })]
    case 'reactivate':
      return isDeleted ? [404, model] : [200, isSuspended ? changed({ isSuspended: false }) : model]
    case 'delete':
      return isDeleted ? [404, model] : [204, changed({ isDeleted: true })]
    case 'restore':
      if (!isDeleted) return [404, model]
      return isPurging ? [409, model] : [200, changed({ isDeleted: false })]
    case 'purge':
      if (!isDeleted) return [404, model]
      return [202, isPurging ? model : changed({ isPurging: true })]
  }
}

function seen({ isDeleted, isSuspended, isPurging, epoch }: Model): string {
  const status = isDeleted ? 'deleted' : isSuspended ? 'suspended' : 'active'
  return JSON.stringify([status, isSuspended, isDeleted, isPurging, epoch])
}

const verb = fc.constantFrom<Verb[]>(
  'suspend',
  'suspend',
  'reactivate',
  'reactivate',
  'delete',
  'restore',
  'restore',
  'purge',
)
const walk = fc.array(fc.tuple(verb, verb), { minLength: 1, maxLength: 8 })

forEachPlacement((placement) => {
  let other: Platform
  let admin: pg.Client
  let operator: Caller
  // Before the world's own end, which drops the database.
  after(() => Promise.all([other?.close(), admin?.end()]))
  const world = worldIn(placement)
  before(async () => {
    other = await assemble({
      urls: world().database.urls,
      secretKey: testSecret,
      log: pino({ level: 'silent' }),
      purgeEveryMs: 3_600_000,
    })
    admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    operator = await world().superadmin()
  })

  async function send(platform: Platform, id: string, done: Verb): Promise<number> {
    const [method, path]: readonly [Method, string] = verbs[done]
    const answer = await platform.app.inject({
      method,
      url: `/api/v1/tenants/${id}${path}`,
      headers: { authorization: `Bearer ${operator.token}` },
    })
    return answer.statusCode
  }

  async function stateOf(id: string): Promise<string> {
    const { rows } = await admin.query<TenantRecord & { fence: string | null }>(
      `select t.*, f.epoch as fence from core.tenants t left join tenancy.fences f on f.tenant = t.id::text
       where t.id = $1`,
      [id],
    )
    const { status, suspended_at, deleted_at, purging_since, epoch, fence } = rows[0]!
    assert.equal(Number(fence ?? 1), Number(epoch), 'the fence stands at the epoch')
    return JSON.stringify([status, suspended_at !== null, deleted_at !== null, purging_since !== null, Number(epoch)])
  }

  let walks = 0
  test('two servers that change a tenant at once leave it as if one had been after the other', async () => {
    await fc.assert(
      fc.asyncProperty(walk, async (pairs) => {
        const { id } = await newTenant(world().platform, `walk-${++walks}`, placement)
        let model: Model = { isDeleted: false, isSuspended: false, isPurging: false, epoch: 1 }
        for (const [left, right] of pairs) {
          const answers = await Promise.all([send(world().platform, id, left), send(other, id, right)])
          const state = await stateOf(id)
          const [first, afterLeft] = applied(model, left)
          const [second, leftThenRight] = applied(afterLeft, right)
          const [before, afterRight] = applied(model, right)
          const [last, rightThenLeft] = applied(afterRight, left)
          const orders: [number[], Model][] = [
            [[first, second], leftThenRight],
            [[last, before], rightThenLeft],
          ]
          const explained = orders.find(([given, end]) => given.join() === answers.join() && seen(end) === state)
          assert.ok(explained, `${seen(model)} ${left} ‖ ${right}: ${answers} ${state}`)
          model = explained[1]
        }
      }),
      { numRuns: 15 },
    )
  })
})
