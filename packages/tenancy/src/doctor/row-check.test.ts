import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { doctor } from './doctor.ts'

const [acme, shared, lost, gone] = Array.from({ length: 4 }, () => randomUUID()).sort()
let database: SampleDatabase
before(async () => {
  database = await sampleDatabase()
  await database.addTenant(acme!, 'acme')
  await run(
    `insert into core.tenants (id, slug, placement, schema_name) values ('${shared}', 'beta', 'shared', 'shared')`,
  )
  await addNotes('tenant_acme', acme!)
  await addNotes('shared', shared!)
})
after(() => database.drop())

const run = (sql: string) => database.as('admin', (admin) => admin.query(sql))
const addNotes = (schema: string, tenant: string) =>
  run(`insert into ${schema}.notes select '${tenant}', gen_random_uuid(), 'x' from generate_series(1, 50)`)

async function examine(adminUrl: string = database.adminUrl) {
  const { urls, directories, bindingKey } = database
  return doctor({ urls, directories, bindingKey, adminUrl })
}

test('no row is without its tenant in the beginning', async () => {
  assert.deepEqual(await examine(), [])
})

test('rows of tenants that are not there, or whose rows belong elsewhere, are found in either placement', async () => {
  await addNotes('shared', lost!)
  await addNotes('shared', gone!)
  await addNotes('shared', acme!)
  await addNotes('tenant_acme', shared!)
  const found = await examine()
  assert.deepEqual(
    found.map(({ code, subject }) => [code, subject]),
    [
      ['rows_without_tenant', `shared.notes: ${acme} and 2 more`],
      ['rows_without_tenant', `tenant_acme.notes: ${shared}`],
    ],
  )
  for (const { sql } of found) await run(sql!)
  assert.deepEqual(await examine(), [])
  const { rows } = await run(
    'select (select count(*) from shared.notes)::int + (select count(*) from tenant_acme.notes) as kept',
  )
  assert.deepEqual(rows, [{ kept: '100' }])
})

test('rows of a tenant that is being moved are nobody else’s to delete', async () => {
  await addNotes('shared', acme!)
  await run(
    `insert into tenancy.moves (tenant_id, from_placement, from_schema, to_placement, to_schema, mover_pid, mover_began_at)
     values ('${acme}', 'schema', 'tenant_acme', 'shared', 'shared', 1, now())`,
  )
  assert.deepEqual(await examine(), [])
  await run('delete from tenancy.moves')
  assert.equal((await examine()).length, 1)
})

test('an administrator who is under row security is told that the rows were not looked at', async () => {
  const found = await examine(database.urls.owner)
  assert.deepEqual(
    found.map(({ code }) => code),
    ['rows_not_examined'],
  )
})
