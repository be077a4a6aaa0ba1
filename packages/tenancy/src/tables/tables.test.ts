import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ClientBase } from 'pg'
import { BindingSigner } from '../binding/signer.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { fingerprint } from './fingerprint.ts'
import { readTenantTables } from './tenant-table.ts'

const acme = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0a'
const beta = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0b'

const tables = `
create table shared.a_pages (
  tenant_id uuid not null, id uuid not null, book_id uuid not null, n int not null, text text,
  length int generated always as (length(text)) stored, primary key (tenant_id, id)
);
create table shared.books (
  tenant_id uuid not null, id uuid not null, sequel_of uuid, at timestamptz, raw bytea, span interval,
  ratio float8, note jsonb, tags text[], primary key (tenant_id, id)
);
alter table shared.a_pages add constraint a_pages_book foreign key (tenant_id, book_id)
  references shared.books (tenant_id, id);
alter table shared.books add constraint books_sequel foreign key (tenant_id, sequel_of)
  references shared.books (tenant_id, id);
create table shared.left_hands (tenant_id uuid not null, id uuid not null, other uuid, primary key (tenant_id, id));
create table shared.right_hands (tenant_id uuid not null, id uuid not null, other uuid, primary key (tenant_id, id));
alter table shared.left_hands add constraint left_other foreign key (tenant_id, other)
  references shared.right_hands (tenant_id, id);
alter table shared.right_hands add constraint right_other foreign key (tenant_id, other)
  references shared.left_hands (tenant_id, id);
create table shared.parted (tenant_id uuid not null, id int not null, primary key (tenant_id, id))
  partition by range (id);
create table shared.parted_low partition of shared.parted for values from (0) to (10);
select tenancy.protect('shared.a_pages'), tenancy.protect('shared.books'), tenancy.protect('shared.left_hands'),
  tenancy.protect('shared.right_hands'), tenancy.protect('shared.parted');`

let database: SampleDatabase
before(async () => {
  database = await sampleDatabase()
  await database.as('owner', (client) => client.query(tables))
})
after(() => database.drop())

function bound<T>(tenantId: string, body: (client: ClientBase) => Promise<T>, settings = ''): Promise<T> {
  return database.as('app', async (client) => {
    await client.query(`begin; ${settings}`)
    await client.query('select tenancy.bind($1)', [bindingFor(tenantId)])
    const result = await body(client)
    await client.query('commit')
    return result
  })
}

function bindingFor(tenantId: string): string {
  return new BindingSigner(database.bindingKey).bindingFor({ id: tenantId, epoch: 1 })
}

const insertBook = `insert into shared.books values ($1, $2, null, '2026-01-02 03:04:05+06', '\\x00ff', '1 day 2 hours',
  0.1, '{"a": null}', '{x,NULL,"y z"}')`
const ids = ['0199c0de-0000-7000-8000-000000000001', '0199c0de-0000-7000-8000-000000000002']

test('parents come before children; circles, computed columns and partitions are told', async () => {
  const found = await database.as('owner', (client) => readTenantTables(client, 'shared'))
  assert.deepEqual(
    found.map(({ name }) => name),
    ['books', 'a_pages', 'notes', 'parted', 'left_hands', 'right_hands'],
  )
  const [books, pages, , parted, left, right] = found
  assert.deepEqual(books!.references, [{ table: 'books', columns: ['sequel_of'], toColumns: ['id'], isCircular: true }])
  assert.deepEqual(pages, {
    name: 'a_pages',
    columns: [
      { name: 'id', type: 'uuid' },
      { name: 'book_id', type: 'uuid' },
      { name: 'n', type: 'integer' },
      { name: 'text', type: 'text' },
    ],
    primaryKey: ['id'],
    references: [{ table: 'books', columns: ['book_id'], toColumns: ['id'], isCircular: false }],
  })
  assert.deepEqual(parted!.references, [])
  assert.deepEqual(
    [left, right].map((table) => table!.references[0]!.isCircular),
    [true, false],
  )
})

test('the same rows have the same fingerprint, in any order, under any tenant and any settings', async () => {
  await bound(acme, async (client) => {
    for (const id of ids) await client.query(insertBook, [acme, id])
  })
  await bound(beta, async (client) => {
    for (const id of [...ids].reverse()) await client.query(insertBook, [beta, id])
  })
  const found = await database.as('owner', (client) => readTenantTables(client, 'shared'))
  const odd = `set local timezone = 'Asia/Tokyo'; set local datestyle = 'German'; set local bytea_output = 'escape';
    set local intervalstyle = 'iso_8601'; set local extra_float_digits = -10;`
  const ofAcme = await bound(acme, (client) => fingerprint(client, 'shared', acme, found))
  const ofBeta = await bound(beta, (client) => fingerprint(client, 'shared', beta, found), odd)
  assert.deepEqual(ofAcme, ofBeta)
  assert.equal(ofAcme.get('books')!.rows, 2)
  assert.match(ofAcme.get('books')!.hash, /^[0-9a-f]{32}$/)
  assert.deepEqual(ofAcme.get('notes'), { rows: 0, hash: '0'.repeat(32) })
})

const changes = [
  `update shared.books set raw = '\\x00fe' where tenant_id = $1 and id = $2`,
  `update shared.books set tags = '{x,"NULL","y z"}' where tenant_id = $1 and id = $2`,
  `update shared.books set note = 'null' where tenant_id = $1 and id = $2`,
  `update shared.books set note = null where tenant_id = $1 and id = $2`,
  `update shared.books set ratio = 0.30000000000000004 where tenant_id = $1 and id = $2`,
  `delete from shared.books where tenant_id = $1 and id = $2`,
]

test('every change of a value is another fingerprint', async () => {
  const found = await database.as('owner', (client) => readTenantTables(client, 'shared'))
  const hashes = new Set<string>()
  for (const change of changes) {
    await bound(acme, (client) => client.query(change, [acme, ids[0]]))
    hashes.add((await bound(acme, (client) => fingerprint(client, 'shared', acme, found))).get('books')!.hash)
  }
  assert.equal(hashes.size, changes.length)
})
