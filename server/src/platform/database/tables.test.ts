import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import pg from 'pg'
import { createTestDatabase } from '#testing'
import { tableTypes } from '../../../../scripts/table-types.ts'

test('the types of the tables are those of the migrated database; else run scripts/generate-tables.ts', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client(database.adminUrl)
  await client.connect()
  try {
    const kept = await readFile(new URL('./tables.gen.ts', import.meta.url), 'utf8')
    assert.equal(kept, await tableTypes(client))
  } finally {
    await client.end()
    await database.drop()
  }
})
