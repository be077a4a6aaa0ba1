// Writes the types of all tables from the migrations, by applying them to a database made for the purpose.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureRoles, migrate, roleUrls } from '@stoa/tenancy'
import pg from 'pg'
import { startEmbedded } from '../server/src/embedded/index.ts'
import { migrationDirectories } from '../server/src/platform/database/migration-directories.ts'
import { tableTypes } from './table-types.ts'

const secret = 'the secret of a database that lives for a second'
const target = fileURLToPath(new URL('../server/src/platform/database/tables.gen.ts', import.meta.url))

const dataDir = await mkdtemp(join(tmpdir(), 'stoa-tables-'))
const database = await startEmbedded({ dataDir, settings: { fsync: 'off' } })
try {
  await ensureRoles(database.adminUrl, secret)
  await migrate({ ownerUrl: roleUrls(database.adminUrl, secret).owner, directories: migrationDirectories })
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  await writeFile(target, await tableTypes(client))
  await client.end()
} finally {
  await database.stop()
  await rm(dataDir, { recursive: true })
}
