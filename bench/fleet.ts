/**
 * `npm run bench:fleet`: thousands of tenants with schemas of their own. Each case prints one line of JSON.
 * `-- --tenants 1000` makes fewer, `--no-fsync` leaves the disk out of it.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  bindingKeyFrom,
  createTenancy,
  ensureRoles,
  installBindingKey,
  migrate,
  migrationStatus,
  revert,
  roleUrls,
  type Tenant,
} from '@stoa/tenancy'
import pg from 'pg'
import { startEmbedded } from '../server/src/embedded/index.ts'
import { migrationDirectories, scopedTables, statement } from '../server/src/platform/database/index.ts'
import { createTenant } from '../server/src/platform/tenants/index.ts'
import { cpuSeconds } from './cpu.ts'
import { watchingMemory } from './memory.ts'

const { values } = parseArgs({
  options: { tenants: { type: 'string', default: '5000' }, 'no-fsync': { type: 'boolean', default: false } },
})
const count = Number(values.tenants)
const secret = 'a secret that only the bench uses, 32 bytes'
const actor = { kind: 'system' } as const

const home = mkdtempSync(join(tmpdir(), 'stoa-fleet-'))
const server = await startEmbedded({
  dataDir: home,
  settings: values['no-fsync'] ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {},
})
const urls = roleUrls(server.adminUrl, secret)
const bindingKey = bindingKeyFrom(secret)
const directories = { core: join(home, 'core'), tenant: join(home, 'tenant') }
for (const set of ['core', 'tenant'] as const) cpSync(migrationDirectories[set], directories[set], { recursive: true })
const options = { ownerUrl: urls.owner, directories }
const databasePid = Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
const admin = new pg.Client(server.adminUrl)
await admin.connect()
try {
  await ensureRoles(server.adminUrl, secret)
  await migrate(options)
  await installBindingKey(urls.owner, bindingKey)
  const tenants = await provision()
  await migrations()
  await servingAll(tenants, Number.POSITIVE_INFINITY)
  await servingAll(tenants)
} finally {
  await admin.end()
  await server.stop()
  rmSync(home, { recursive: true, force: true })
}

async function provision(): Promise<Tenant[]> {
  const tenancy = createTenancy({ urls, bindingKey, scopedTables, applicationName: 'fleet' })
  const slugs = Array.from({ length: count }, (_, index) => `fleet-${index}`)
  const remaining = slugs.values()
  const made: Tenant[] = []
  async function workThrough() {
    for (const slug of remaining) {
      const tenant = await tenancy.system({ actor, mode: 'write' }, (scope) =>
        createTenant(scope, { slug, name: slug, placement: 'schema' }),
      )
      made.push({ ...tenant, schema: tenant.schema_name, accessEpoch: tenant.access_epoch, domains: [] })
    }
  }
  await measured('provision', 'fleet', () => Promise.all([workThrough(), workThrough(), workThrough(), workThrough()]))
  await tenancy.close()
  return made
}

async function migrations(): Promise<void> {
  const name = 'tenancy migrate'
  await measured('no-op', name, () => migrate(options))
  const { files } = await measured('status', name, () => migrationStatus(options))
  await measured('status with shapes', name, () => migrationStatus({ ...options, shapes: true }))
  const last = files.filter(({ set }) => set === 'tenant').length
  writeFileSync(
    join(directories.tenant, '9000-fleet.sql'),
    '-- up\nalter table :"schema".products add column fleet_note text;\n' +
      '-- down\nalter table :"schema".products drop column fleet_note;\n',
  )
  await measured('one new column', name, () => migrate(options))
  await measured('no-op', name, () => migrate(options))
  await measured('rollback of the column', name, () => revert({ ...options, set: 'tenant', to: last }))
  rmSync(join(directories.tenant, '9000-fleet.sql'))
}

/** One read in every tenant's schema over one connection, and what its backend holds of the catalogue afterwards. */
async function servingAll(tenants: readonly Tenant[], catalogueBudget?: number): Promise<void> {
  const reads = ['products', 'orders', 'seller_profiles', 'order_items'] as const
  const statements = reads.map((table) =>
    statement(`fleet.${table}`, (db) => db.selectFrom(table).select('id').orderBy('id').limit(20)),
  )
  const limits = { reads: 1, ...(catalogueBudget && { catalogueBudget }) }
  const applicationName = `fleet ${catalogueBudget ?? 'default'}`
  const tenancy = createTenancy({ urls, bindingKey, scopedTables, applicationName, limits })
  await measured(
    `four reads of each tenant, connections ${catalogueBudget ? 'kept' : 'replaced'}`,
    applicationName,
    async () => {
      for (const tenant of tenants) {
        await tenancy.scope(tenant, { actor, mode: 'read' }, (scope) =>
          Promise.all(statements.map((one) => scope.all(one, {}))),
        )
      }
    },
  )
  await tenancy.close()
}

async function measured<T>(name: string, applicationName: string, work: () => Promise<T>): Promise<T> {
  const before = [process.pid, databasePid].map((pid) => cpuSeconds(pid) ?? 0)
  const [result, watched] = await watchingMemory(admin, applicationName, work)
  const [own, database] = [process.pid, databasePid].map(
    (pid, index) => Math.round((((cpuSeconds(pid) ?? 0) - before[index]!) / count) * 1e6) / 1000,
  )
  console.log(
    JSON.stringify({
      case: name,
      tenants: count,
      fsync: !values['no-fsync'],
      per_second: Math.round((count / watched.ms) * 1000),
      cpu_ms_per_tenant: { process: own, database },
      ...watched,
    }),
  )
  return result
}
