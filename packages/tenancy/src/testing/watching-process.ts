import pg from 'pg'
import { CachedRegistry } from '../registry/cached.ts'
import { postgresTenants } from '../registry/postgres.ts'
import { watchTenants } from '../registry/watch.ts'

// The other process of registry/watch.test.ts: reports how often it asked the database for a tenant, and what it knows of it.
const url = process.argv[2]!
const pool = new pg.Pool({ connectionString: url, max: 1 })
const store = postgresTenants(pool)
let asked = 0
const registry = new CachedRegistry({
  find: (by, key) => {
    asked++
    return store.find(by, key)
  },
})
const listener = await watchTenants(url, registry)

process.on('message', async (slug: string) => {
  const tenant = await registry.bySlug(slug)
  process.send!({ status: tenant?.status ?? 'unknown', asked })
})
process.on('disconnect', async () => {
  await listener.close()
  await pool.end()
})
process.send!('ready')
