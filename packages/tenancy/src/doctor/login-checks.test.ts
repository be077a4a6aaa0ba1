import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { testFaults } from '../testing/seeded-faults.ts'
import { doctor } from './doctor.ts'

const offered = `select tenancy.offer('$schema.notes')`
const withdrawn = `select tenancy.withdraw('$schema.notes')`

testFaults([
  {
    code: 'table_open_to_logins',
    subjects: ['$schema.notes'],
    seed: 'grant select on $schema.notes to stoa_login_reader',
  },
  {
    code: 'table_open_to_logins',
    subjects: ['core.tenants'],
    seed: 'grant select on core.tenants to stoa_login_writer',
  },
  {
    code: 'table_open_to_logins',
    subjects: ['$schema.notes'],
    seed: `${offered}; create policy wide on $schema.notes to stoa_login_reader using (true) with check (true)`,
    undo: `drop policy wide on $schema.notes; ${withdrawn}`,
  },
  {
    code: 'table_open_to_logins',
    subjects: ['$schema.notes'],
    seed: `${offered}; alter policy tenant_isolation on $schema.notes to public`,
    undo: withdrawn,
  },
  {
    code: 'table_open_to_logins',
    subjects: ['$schema.notes'],
    seed: `${offered}; alter policy tenant_login on $schema.notes using (true)`,
    undo: withdrawn,
  },
  {
    code: 'login_without_role',
    subjects: ['stoa_login_1_00000000000000000000'],
    seed: `insert into tenancy.logins (role_name, tenant_id, access)
      values ('stoa_login_1_00000000000000000000', gen_random_uuid(), 'read_only')`,
    undo: 'delete from tenancy.logins',
  },
  {
    code: 'login_functions_open',
    subjects: ['pg_(try_)?advisory_xact_lock(_shared)?'],
    seed: 'grant execute on function pg_advisory_xact_lock(bigint) to public',
  },
  {
    code: 'logins_unavailable',
    subjects: ['tenancy_logins'],
    seed: 'alter function tenancy_logins.make_login(text, boolean) rename to made_login',
    undo: 'alter function tenancy_logins.made_login(text, boolean) rename to make_login',
  },
])

/** Roles belong to the whole server, so what is wrong with one is made on a role of this database alone. */
let database: SampleDatabase
let login: string
before(async () => {
  database = await sampleDatabase()
  login = await database.as('admin', async (admin) => {
    const { rows } = await admin.query('select oid from pg_database where datname = current_database()')
    return `stoa_login_${rows[0].oid}_${randomBytes(10).toString('hex')}`
  })
})
after(() => database.drop())

const examine = () => {
  const { urls, directories, bindingKey } = database
  return doctor({ urls, directories, bindingKey })
}
const told = async () => (await examine()).map(({ code, severity, subject }) => [code, severity, subject])

test('login_role_left is found where a role is left of a login, and not on another database of the server', async () => {
  const elsewhere = `stoa_login_1_${randomBytes(10).toString('hex')}`
  await database.as('admin', (admin) => admin.query(`create role ${login} login; create role ${elsewhere} login`))
  const [found, ...others] = await examine()
  assert.deepEqual([found!.code, found!.subject, others], ['login_role_left', login, []])
  await database.as('admin', (admin) => admin.query(`${found!.sql}; drop role ${elsewhere}`))
  assert.deepEqual(await examine(), [])
})

for (const [power, subject] of [
  ['alter role $ bypassrls', '$: bypassrls'],
  ['alter role $ superuser createdb', '$: superuser, createdb'],
  ['grant stoa_owner to $', '$ in stoa_owner'],
  ['grant pg_read_all_data to $', '$ in pg_read_all_data'],
  ['grant stoa_app to $', '$ in stoa_app'],
] as const) {
  test(`login_has_power is found after: ${power}`, async () => {
    const named = (text: string) => text.replace('$', login)
    await database.as('admin', (admin) =>
      admin.query(`create role ${login} login; insert into tenancy.logins (role_name, tenant_id, access)
        values ('${login}', gen_random_uuid(), 'read_only'); ${named(power)}`),
    )
    try {
      assert.deepEqual(await told(), [['login_has_power', 'fatal', named(subject)]])
      const [found] = await examine()
      await database.as('admin', (admin) => admin.query(found!.sql!))
      assert.deepEqual(await examine(), [])
    } finally {
      await database.as('admin', (admin) => admin.query(`drop role ${login}; delete from tenancy.logins`))
    }
  })
}
