import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/contract'
import { askOnce } from '../../src/testing/pgbouncer.ts'
import { type Crowd, createCrowd } from './crowd.ts'

const atOnce = 12

/** What an operator, or a bad day, does to a pooler in the middle of its work. */
const faults: [what: string, strike: (crowd: Crowd) => Promise<unknown>][] = [
  ['PostgreSQL ends its sessions', ({ database }) => askOnce(database.adminUrl, endSessions('pg_terminate_backend'))],
  ['PostgreSQL cancels what runs', ({ database }) => askOnce(database.adminUrl, endSessions('pg_cancel_backend'))],
  ['PgBouncer opens its sessions anew', ({ pooler }) => pooler.command('RECONNECT')],
  [
    'PgBouncer drops everybody and comes back',
    async ({ pooler }) => {
      const name = new URL(pooler.url).pathname.slice(1)
      await pooler.command(`KILL "${name}"`)
      await pooler.command(`RESUME "${name}"`)
    },
  ],
  [
    'PgBouncer pauses and goes on',
    async ({ pooler }) => {
      await pooler.command('PAUSE')
      await pooler.command('RESUME')
    },
  ],
]

function endSessions(verb: 'pg_terminate_backend' | 'pg_cancel_backend'): string {
  return `select ${verb}(pid) from pg_stat_activity where usename = 'stoa_app' and datname = current_database()`
}

for (const prepare of [true, false]) {
  describe(`faults around PgBouncer, ${prepare ? 'with' : 'without'} prepared statements`, () => {
    let crowd: Crowd
    before(async () => {
      crowd = await createCrowd({ prepare, tenants: 4, platforms: 2 })
    })
    after(() => crowd?.close())

    /** Makes a product; answers its id when that was acknowledged. */
    async function make(number: number): Promise<{ status: number; tenantId: string; id: string | undefined }> {
      const world = crowd.worlds[number % crowd.worlds.length]!
      const tenant = crowd.tenants[number % crowd.tenants.length]!
      const caller = await world.caller('owner', tenant)
      const body = { title: `of ${tenant.slug}`, price_amount_minor: 100, currency: 'EUR' }
      const headers = number % 3 ? {} : { 'idempotency-key': newId() }
      const answer = await world.requestAs(caller, 'POST', '/products', { body, headers }, tenant)
      return { status: answer.statusCode, tenantId: tenant.id, id: answer.json().id }
    }

    async function storedIds(): Promise<Map<string, string>> {
      const schemas = new Set(crowd.tenants.map(({ schema }) => schema))
      const found = new Map<string, string>()
      for (const schema of schemas) {
        const rows = await askOnce(crowd.database.adminUrl, `select id, tenant_id from "${schema}".products`)
        for (const { id, tenant_id } of rows) found.set(id!, tenant_id!)
      }
      return found
    }

    for (const [what, strike] of faults) {
      test(`${what}: what was acknowledged is there, once and its tenant's, and then all goes on`, async () => {
        const made: Awaited<ReturnType<typeof make>>[] = []
        let isStruck = false
        const work = async (lane: number) => {
          for (let count = 0; count < 20 || !isStruck; count++) made.push(await make(lane + count * atOnce))
        }
        const works = Array.from({ length: atOnce }, (_, lane) => work(lane))
        for (let strikes = 0; strikes < 3; strikes++) await strike(crowd)
        isStruck = true
        await Promise.all(works)
        const stored = await storedIds()
        for (const { status, id, tenantId } of made) {
          if (status === 201) assert.equal(stored.get(id!), tenantId)
          else assert.ok([500, 503].includes(status), `answered ${status}`)
        }
        const next = await Promise.all(Array.from({ length: atOnce }, (_, number) => make(number)))
        assert.deepEqual(
          next.map(({ status }) => status),
          next.map(() => 201),
        )
      })
    }
  })
}
