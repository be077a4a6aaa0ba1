import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bindingKeyFrom, doctor, ensureRoles, installBindingKey, migrate, roleUrls } from '@stoa/tenancy'
import pg from 'pg'
import { migrationDirectories } from '#platform/database'
import { testSecret as secret } from '#testing'
import { type EmbeddedDatabase, startEmbedded } from '../src/embedded/index.ts'

/** A server of its own: whom it lets in is the same for all its databases. */
let server: EmbeddedDatabase
let dataDir: string
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'stoa-login-'))
  server = await startEmbedded({ dataDir, settings: { fsync: 'off' } })
  await ensureRoles(server.adminUrl, secret)
  await migrate({ ownerUrl: urls().owner, directories: migrationDirectories })
  await installBindingKey(urls().owner, bindingKeyFrom(secret))
})
after(async () => {
  await server?.stop()
  await rm(dataDir, { recursive: true })
})

const urls = () => roleUrls(server.adminUrl, secret)

function examine() {
  return doctor({ urls: urls(), directories: migrationDirectories, bindingKey: bindingKeyFrom(secret), secret })
}

async function asAdmin<Row extends pg.QueryResultRow>(query: string): Promise<Row> {
  const admin = new pg.Client(server.adminUrl)
  await admin.connect()
  try {
    return (await admin.query<Row>(query)).rows[0]!
  } finally {
    await admin.end()
  }
}

test('a server that asks nobody for a password is found, and is not once it does', async () => {
  const { path } = await asAdmin<{ path: string }>(`select current_setting('hba_file') as path`)
  const rules = await readFile(path, 'utf8')
  await writeFile(path, rules.replaceAll('scram-sha-256', 'trust'))
  await asAdmin('select pg_reload_conf()')
  assert.deepEqual(
    (await examine()).map(({ code, severity }) => [code, severity]),
    [['login_without_password', 'error']],
  )
  await writeFile(path, rules)
  await asAdmin('select pg_reload_conf()')
  assert.deepEqual(await examine(), [])
})
