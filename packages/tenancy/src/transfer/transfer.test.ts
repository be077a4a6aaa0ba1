import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { ClientBase } from 'pg'
import { BindingSigner } from '../binding/signer.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { ExportedRows } from './exported-rows.ts'
import { readLines, writeLines } from './file.ts'
import { ImportedRows } from './imported-rows.ts'
import { linesOf, sealed, unsealed } from './lines.ts'

const acme = sampleTenant('acme', 'a')
const beta = sampleTenant('beta', 'b')

let database: SampleDatabase
let folder: string
before(async () => {
  database = await sampleDatabase()
  folder = await mkdtemp(join(tmpdir(), 'tenancy-transfer-'))
  await database.as('owner', (owner) =>
    owner.query(`
      create table shared.folders (
        tenant_id uuid not null, id int not null, parent int, primary key (tenant_id, id),
        foreign key (tenant_id, parent) references shared.folders (tenant_id, id)
      );
      select tenancy.protect('shared.folders')`),
  )
})
after(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

async function gathered(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

async function* fed<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

/** Work in a transaction of the owner that is undone afterwards. */
function asOwner<T>(body: (owner: ClientBase) => Promise<T>): Promise<T> {
  return database.as('owner', async (owner) => {
    await owner.query('begin')
    const result = await body(owner)
    await owner.query('rollback')
    return result
  })
}

async function exportOf(tenant: typeof acme) {
  return database.as('system', async (system) => {
    await system.query('begin isolation level repeatable read read only')
    const rows = await ExportedRows.open({
      readerUrl: database.urls.reader,
      bindingKey: database.bindingKey,
      moment: system,
      tenant,
      leaveOut: [],
    })
    const lines = await gathered(rows.lines())
    await rows.close()
    return { manifest: rows.manifest, lines }
  })
}

test('rows that refer to rows of their own table travel in any order', async () => {
  await database.as('app', async (app) => {
    await app.query('begin')
    await app.query('select tenancy.bind($1)', [new BindingSigner(database.bindingKey).bindingFor(acme)])
    // The key's order is against the references: every row refers to the one after it.
    await app.query(
      `insert into shared.folders select $1::uuid, n, nullif(n + 1, 1202) from generate_series(1, 1201) n`,
      [acme.id],
    )
    await app.query('commit')
  })
  const { manifest, lines } = await exportOf(acme)
  assert.deepEqual(
    manifest.tables.map(({ name, rows }) => [name, rows]),
    [
      ['folders', 1201],
      ['notes', 0],
    ],
  )
  await asOwner(async (owner) => {
    const rows = await ImportedRows.open({
      owner,
      bindingKey: database.bindingKey,
      tenant: beta,
      manifest,
      leaveOut: [],
    })
    for (const line of lines) {
      if (line.startsWith('[')) await rows.add(line)
      else await rows.begin(JSON.parse(line).table)
    }
    await rows.verify()
  })
})

test('rows that are missing, or not those that were announced, are no import', async () => {
  const { manifest, lines } = await exportOf(acme)
  // Nobody refers to the first row, so only counting and hashing can tell.
  for (const changed of [lines.toSpliced(1, 1), lines.with(1, '["5000","2"]')]) {
    await asOwner(async (owner) => {
      const options = { owner, bindingKey: database.bindingKey, tenant: beta, manifest, leaveOut: [] }
      const rows = await ImportedRows.open(options)
      await assert.rejects(
        async () => {
          for (const line of changed) {
            if (line.startsWith('[')) await rows.add(line)
            else await rows.begin(JSON.parse(line).table)
          }
          await rows.verify()
        },
        { code: 'tenancy.export_damaged' },
      )
    })
  }
})

const awkward = ['', 'plain', '"\u2028 \u2029 \r tab\t"', 'é𝄞'.repeat(2_000)]

test('lines come back as they were written, compressed or not, split anywhere', async () => {
  for (const name of ['lines.jsonl', 'lines.jsonl.gz']) {
    const path = join(folder, name)
    await writeLines(path, sealed(fed(awkward)))
    assert.deepEqual(await gathered(unsealed(readLines(path))), awkward)
    await assert.rejects(writeLines(path, fed(['other'])), { code: 'EEXIST' })
  }
  const bytes = Buffer.from(`${awkward.join('\n')}\n`)
  for (const size of [1, 2, 3, 1000]) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, n * size + size),
    )
    assert.deepEqual(await gathered(linesOf(fed(chunks))), awkward)
  }
})

test('a file that was cut anywhere is refused', async () => {
  for (const name of ['cut.jsonl', 'cut.jsonl.gz']) {
    const path = join(folder, name)
    await writeLines(path, sealed(fed(['one', 'two', 'three'])))
    const { length } = await readFile(path)
    // The last byte of a plain file is its line feed, which says nothing.
    for (let size = length - 2; size >= 0; size -= 5) {
      await truncate(path, size)
      await assert.rejects(gathered(unsealed(readLines(path))), { code: 'tenancy.export_damaged' }, `${name} ${size}`)
    }
  }
})

test('what fails while it is written leaves no file', async () => {
  const before = await readdir(folder)
  async function* failing() {
    yield 'one'
    throw new Error('the source failed')
  }
  await assert.rejects(writeLines(join(folder, 'failed.jsonl'), failing()), /the source failed/)
  assert.deepEqual(await readdir(folder), before)
  await writeFile(join(folder, 'empty.jsonl'), '')
  await assert.rejects(gathered(unsealed(readLines(join(folder, 'empty.jsonl')))), { code: 'tenancy.export_damaged' })
})
