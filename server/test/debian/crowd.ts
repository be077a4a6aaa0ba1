import type { Tenant } from '@stoa/tenancy'
import pino from 'pino'
import { createTestDatabase, newTenant, type TestDatabase, testSecret, World } from '#testing'
import { assemble } from '../../src/assemble.ts'
import { askOnce, type Pgbouncer, startPgbouncer } from '../../src/testing/pgbouncer.ts'

/** What operators are told to set, and one session for each role: what is left behind in it meets whoever comes next. */
export const settings = {
  default_pool_size: 1,
  server_login_retry: 1,
  server_reset_query_always: 1,
  server_reset_query: 'RESET ALL; SELECT pg_catalog.pg_advisory_unlock_all(); UNLISTEN *; CLOSE ALL',
}

/** Many tenants in both placements, served by several platforms through one PgBouncer. */
export interface Crowd {
  database: TestDatabase
  pooler: Pgbouncer
  worlds: World[]
  tenants: Tenant[]
  /** How many products each tenant has, told by the database's owner; only those that have some. */
  countProducts(): Promise<Map<string, number>>
  close(): Promise<void>
}

export async function createCrowd(options: { prepare: boolean; tenants: number; platforms: number }): Promise<Crowd> {
  const database = await createTestDatabase()
  const pooler = await startPgbouncer(database, settings)
  const platforms = await Promise.all(
    Array.from({ length: options.platforms }, () =>
      assemble({
        urls: pooler.urls,
        listenerUrl: database.urls.system,
        isPooled: true,
        prepare: options.prepare,
        // All of them share one session, so that a busy machine takes its time.
        connections: { waitTimeoutMs: 60_000 },
        secretKey: testSecret,
        log: pino({ level: 'silent' }),
      }),
    ),
  )
  const tenants: Tenant[] = []
  for (let number = 0; number < options.tenants; number++) {
    tenants.push(await newTenant(platforms[0]!, `t${number}`, number % 2 ? 'schema' : 'shared'))
  }
  return {
    database,
    pooler,
    tenants,
    worlds: platforms.map((platform) => new World(database, platform, tenants[0]!, tenants[1]!)),
    countProducts: () => countProducts(database, tenants),
    async close() {
      await Promise.all(platforms.map((platform) => platform.close()))
      await pooler.stop()
      await database.drop()
    },
  }
}

async function countProducts(database: TestDatabase, tenants: readonly Tenant[]): Promise<Map<string, number>> {
  const schemas = new Set(tenants.map(({ schema }) => schema))
  const counts = new Map<string, number>()
  for (const schema of schemas) {
    const query = `select tenant_id, count(*)::int as count from ${schema}.products group by 1`
    for (const { tenant_id, count } of await askOnce(database.adminUrl, query)) counts.set(tenant_id!, Number(count))
  }
  return counts
}
