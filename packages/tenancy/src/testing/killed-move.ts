import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { MoveProgress } from '../move/moving.ts'
import { recoverMoves } from '../move/recover.ts'
import type { Placement } from '../tenant.ts'
import { fill, MovingDatabase, type MovingTenant, placeOf, type ServingProcess } from './moving-database.ts'

const program = fileURLToPath(new URL('./moving-process.ts', import.meta.url))
const limits = { batchRows: 50 }
/** Between two requests of a lane, so that the machine has room for the mover. */
const paceMs = 5

/** A tenant at work in two processes, one request after the other in each; it knows what was acknowledged. */
class Work {
  readonly acknowledged = new Set<string>()
  readonly failures: unknown[] = []
  private readonly lanes: Promise<void>[]
  private isStopped = false
  private count = 0

  constructor(tenant: MovingTenant, processes: readonly ServingProcess[]) {
    this.lanes = processes.map((serving, lane) => this.run(tenant, serving, lane))
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await Promise.all(this.lanes)
  }

  private async run(tenant: MovingTenant, serving: ServingProcess, lane: number): Promise<void> {
    while (!this.isStopped) {
      const handle = `${lane} ${this.count++}`
      try {
        const id = await serving.insert(tenant, handle)
        await serving.add(tenant, id, 1)
        await serving.addAfterReading(tenant, id, 1)
        this.acknowledged.add(handle)
      } catch (error) {
        // The one answer that is allowed: nothing was done, try again.
        if ((error as { code?: string }).code !== 'tenancy.tenant_paused') this.failures.push(error)
      }
      await pause(paceMs)
    }
  }
}

let database: MovingDatabase
let processes: ServingProcess[]
let tenant: MovingTenant
let neighbour: MovingTenant
before(async () => {
  database = await MovingDatabase.open()
  processes = [database.newProcess(), database.newProcess()]
  tenant = await database.addTenant('killed')
  neighbour = await database.addTenant('beside')
  await database.in(tenant, ...fill(60))
  await database.in(neighbour, ...fill(60))
})
after(() => database.close())

/** A step of the mover, and when it is told several times, the how manieth. */
type Point = readonly [step: MoveProgress['step'], nth: number]

/** Starts the program, lets it go on step by step, and kills it at the point; whether it came to that. */
async function killAt(work: 'move' | 'recover', to: Placement, [step, nth]: Point, isLetGo = false): Promise<boolean> {
  const options = { work, ownerUrl: database.sample.urls.owner, tenantId: tenant.id, to: placeOf(tenant, to), limits }
  const child = fork(program, [JSON.stringify(options)], { stdio: 'inherit' })
  const ended = once(child, 'exit')
  const errors: string[] = []
  let times = 0
  child.on('message', (message: { step?: string; error?: string }) => {
    if (message.error) errors.push(message.error)
    const isHere = message.step === step && ++times === nth
    if (!isHere || isLetGo) child.send('go on')
    if (isHere) child.kill('SIGKILL')
  })
  const [, signal] = await ended
  assert.deepEqual(errors, [])
  return signal === 'SIGKILL'
}

async function recoverAll(): Promise<void> {
  // The database may not have noticed yet that the mover is gone.
  while ((await recoverMoves({ ownerUrl: database.sample.urls.owner })).length > 0);
}

/** Each acknowledged account once and whole; none of those that were refused half. */
async function reconcile(work: Work, accounts: number): Promise<void> {
  assert.deepEqual(work.failures, [])
  const { rows } = await database.in(tenant, `select handle, balance::int from accounts where handle ~ '^[01] '`)
  const found = new Map(rows.map(({ handle, balance }) => [handle, balance]))
  assert.equal(found.size, rows.length)
  for (const handle of work.acknowledged) assert.equal(found.get(handle), 2, handle)
  assert.ok(work.acknowledged.size > 0)
  const { rows: others } = await database.in(
    tenant,
    `select (select count(*)::int from accounts where handle like 'handle %') as accounts,
       (select count(*)::int from entries) as entries, (select count(*)::int from logs) as logs`,
  )
  assert.deepEqual(others[0], { accounts, entries: 3 * accounts, logs: accounts })
}

const elsewhere = { shared: 'schema', schema: 'shared' } as const

/** What has to be true whatever `crash` does to a move of the working tenant. */
async function survives(to: Placement, crash: () => Promise<void>): Promise<void> {
  if ((await database.schemaOf(tenant)) === placeOf(tenant, to).schema) await database.move(tenant, elsewhere[to])
  const beside = await database.fingerprints(neighbour)
  const work = new Work(tenant, processes)
  await crash()
  // Nobody has mended anything yet, and the tenant works.
  await processes[0]!.insert(tenant, 'before the recovery')
  await recoverAll()
  await processes[1]!.insert(tenant, 'after the recovery')
  await work.stop()
  await reconcile(work, 60)
  assert.deepEqual(await database.fingerprints(neighbour), beside)
  assert.deepEqual(await database.leftovers(tenant, neighbour), [])
  await database.in(tenant, `delete from accounts where handle not like 'handle %'`)
}

const points: readonly Point[] = [
  ['claimed', 1],
  ['prepared', 1],
  ['copied', 1],
  ['copied', 2],
  ['copied', 4],
  ['caught_up', 1],
  ['caught_up', 2],
  ['calm', 1],
  ['caught_up', 3],
  ['paused', 1],
  ['drained', 1],
  ['verified', 1],
  ['switching', 1],
  ['switched', 1],
  ['cleaned', 1],
]

/** The tests of one direction. */
export function describeKilledMoves(to: Placement): void {
  describe(`a mover that is killed on the way to ${to} loses nothing and leaves nothing:`, () => {
    for (const point of points) {
      test(point.join(' '), () =>
        survives(to, async () => {
          assert.ok(await killAt('move', to, point))
        }),
      )
    }
    test('while it commits the switch', () =>
      survives(to, async () => void (await killAt('move', to, ['switching', 1], true))))
  })

  describe(`a recovery of a move to ${to} that is killed can be repeated:`, () => {
    for (const [moverAt, recoveryAt] of [
      ['copied', 'cleaned'],
      ['drained', 'resumed'],
      ['verified', 'cleaned'],
      ['switched', 'cleaned'],
    ] as const) {
      test(`${recoveryAt} after ${moverAt}`, () =>
        survives(to, async () => {
          assert.ok(await killAt('move', to, [moverAt, 1]))
          // Whoever waits may have ended the pause already; then there is no such step any more.
          const isKilled = await killAt('recover', to, [recoveryAt, 1])
          assert.ok(isKilled || recoveryAt === 'resumed')
        }))
    }
  })
}
