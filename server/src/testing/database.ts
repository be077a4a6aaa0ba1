import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bindingKeyFrom, ensureRoles, installBindingKey, migrate, type RoleUrls, roleUrls } from '@stoa/tenancy'
import pg from 'pg'
import { migrationDirectories } from '#platform/database'

export const testSecret = 'a secret that only tests use, 32 bytes and more'

export interface TestDatabase {
  /** As superuser. */
  adminUrl: string
  urls: RoleUrls
  drop(): Promise<void>
}

/** A migrated database of its own for one test file, copied from a template that the run makes once. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.STOA_TEST_DATABASE_URL
  if (!serverUrl) throw new Error('STOA_TEST_DATABASE_URL names the server the tests may use; npm test sets it')
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(serverUrl, async (admin) => {
    // Held while the template is made and copied: a database that somebody is connected to cannot be copied.
    await admin.query('select pg_advisory_lock(7201)')
    const template = await ensureTemplate(admin, serverUrl)
    await admin.query(`create database ${name} template ${template}`)
  })
  const adminUrl = inDatabase(serverUrl, name)
  await ensureRoles(adminUrl, testSecret)
  return {
    adminUrl,
    urls: roleUrls(adminUrl, testSecret),
    drop: () =>
      asAdmin(serverUrl, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  }
}

async function ensureTemplate(admin: pg.Client, serverUrl: string): Promise<string> {
  const name = `template_${migrationsHash()}`
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name])
  if (rowCount) return name
  const unfinished = `${name}_new`
  await admin.query(`drop database if exists ${unfinished} with (force)`)
  await admin.query(`create database ${unfinished}`)
  const adminUrl = inDatabase(serverUrl, unfinished)
  await ensureRoles(adminUrl, testSecret)
  const urls = roleUrls(adminUrl, testSecret)
  await migrate({ ownerUrl: urls.owner, directories: migrationDirectories })
  await installBindingKey(urls.owner, bindingKeyFrom(testSecret))
  await admin.query(`alter database ${unfinished} rename to ${name}`)
  return name
}

function migrationsHash(): string {
  const kernel = fileURLToPath(new URL('../../../packages/tenancy/sql', import.meta.url))
  const hash = createHash('sha256')
  for (const directory of [kernel, ...Object.values(migrationDirectories)]) {
    for (const file of readdirSync(directory).sort()) hash.update(file).update(readFileSync(`${directory}/${file}`))
  }
  return hash.digest('hex').slice(0, 16)
}

async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client(url)
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
