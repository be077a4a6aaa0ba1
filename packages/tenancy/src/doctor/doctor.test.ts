import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { emptySampleDatabase, type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { checkBoot, doctor, UnsafeDatabase } from './doctor.ts'

let database: SampleDatabase
before(async () => {
  database = await sampleDatabase()
  await database.addTenant(randomUUID(), 'acme')
})
after(() => database.drop())

function examine(bindingKey = database.bindingKey) {
  return doctor({ urls: database.urls, directories: database.directories, bindingKey })
}

test('a database as it was made has no fault, and may be served', async () => {
  assert.deepEqual(await examine(), [])
  const { urls, directories, bindingKey } = database
  assert.deepEqual(await checkBoot({ urls, directories, bindingKey }), [])
})

/** Roles belong to the whole server, where other tests run: these faults are given to a role of their own. */
const powers = [
  { severity: 'fatal', code: 'role_is_superuser', power: (role: string) => `alter role ${role} superuser` },
  { severity: 'fatal', code: 'role_bypasses_row_security', power: (role: string) => `alter role ${role} bypassrls` },
  {
    severity: 'fatal',
    code: 'role_is_member_of_powerful_role',
    power: (role: string) => `grant stoa_owner to ${role}`,
  },
  {
    severity: 'fatal',
    code: 'role_is_member_of_powerful_role',
    power: (role: string) => `grant pg_read_all_data to ${role}`,
  },
  { severity: 'error', code: 'role_may_do_more', power: (role: string) => `alter role ${role} createdb createrole` },
]

for (const { code, severity, power } of powers) {
  test(`${code} is found after "${power('it')}"`, async () => {
    const role = `mighty_${randomBytes(4).toString('hex')}`
    const url = new URL(database.urls.reader)
    Object.assign(url, { username: role, password: role })
    await database.as('admin', async (admin) => {
      await admin.query(`create role ${role} login password '${role}'; grant connect on database
        ${url.pathname.slice(1)} to ${role}; grant usage on schema tenancy to ${role}; ${power(role)}`)
      try {
        const { urls, directories, bindingKey } = database
        const found = await doctor({ urls: { ...urls, reader: url.href }, directories, bindingKey })
        // Such a power brings others with it, which are found as well.
        const [worst] = found.filter((finding) => finding.code === code)
        assert.deepEqual([worst?.severity, worst?.subject.match(/^\w+/)?.[0]], [severity, role])
      } finally {
        await admin.query(`drop owned by ${role}; drop role ${role}`)
      }
    })
  })
}

test('a server whose runtime role is a superuser does not start', async () => {
  const { urls, directories, bindingKey, adminUrl } = database
  await assert.rejects(
    checkBoot({ urls: { ...urls, app: adminUrl }, directories, bindingKey }),
    (error: unknown) => error instanceof UnsafeDatabase && error.findings[0]!.code === 'role_is_superuser',
  )
})

test('a server whose runtime role owns the tables does not start', async () => {
  const { urls, directories, bindingKey } = database
  await assert.rejects(
    checkBoot({ urls: { ...urls, system: urls.owner }, directories, bindingKey }),
    (error: unknown) => error instanceof UnsafeDatabase && error.findings[0]!.code === 'role_owns_tables',
  )
})

test('a server that signs with another key than the database knows does not start', async () => {
  const found = await examine(Buffer.alloc(32, 7))
  assert.deepEqual(
    found.map(({ code, severity }) => [code, severity]),
    [['binding_key_not_installed', 'fatal']],
  )
})

test('a key that another process has replaced is told before it ends', async () => {
  await database.as('owner', (owner) => owner.query('select tenancy.install_binding_key($1)', [Buffer.alloc(32, 9)]))
  const found = await examine()
  assert.deepEqual(
    found.map(({ code, severity }) => [code, severity]),
    [['binding_key_retiring', 'error']],
  )
  await database.as('owner', (owner) =>
    owner
      .query('select tenancy.install_binding_key($1)', [database.bindingKey])
      .then(() => owner.query('delete from tenancy.binding_keys where retires_at is not null')),
  )
  assert.deepEqual(await examine(), [])
})

test('the boot gate asks what makes row security void, and leaves the rest to the doctor', async () => {
  const { urls, directories, bindingKey } = database
  await database.as('admin', (admin) => admin.query('create index plain_text on shared.notes (text)'))
  assert.equal((await examine()).length, 2)
  assert.deepEqual(await checkBoot({ urls, directories, bindingKey }), [])
  await database.as('admin', (admin) => admin.query('drop index shared.plain_text'))
})

test('the boot gate finds what is fatal on a single table or column of one tenant among others', async () => {
  const { urls, directories, bindingKey } = database
  const faults = [
    ['grant references (id) on tenant_acme.notes to stoa_reader', 'table_grants_too_much'],
    ['grant truncate on tenant_acme.notes to public', 'table_grants_too_much'],
    [
      'alter policy tenant_isolation on tenant_acme.notes using (id = tenancy.current_tenant())',
      'table_without_policy',
    ],
  ] as const
  for (const [fault, code] of faults) {
    await database.as('admin', (admin) => admin.query(fault))
    const refusal = await checkBoot({ urls, directories, bindingKey }).catch((error: unknown) => error)
    assert.ok(refusal instanceof UnsafeDatabase, fault)
    assert.deepEqual([...new Set(refusal.findings.map((finding) => finding.code))], [code])
    const mends = new Set(refusal.findings.map(({ sql }) => sql!))
    await database.as('admin', (admin) => admin.query([...mends].join('; ')))
  }
  assert.deepEqual(await examine(), [])
})

test('a database that was never migrated is told so, and nothing else is asked of it', async () => {
  const empty = await emptySampleDatabase()
  try {
    const { urls, directories, bindingKey } = empty
    const codes = (await doctor({ urls, directories, bindingKey })).map(({ code }) => code)
    assert.deepEqual([...new Set(codes)].sort(), ['binding_key_not_installed', 'migration_missing'])
  } finally {
    await empty.drop()
  }
})

test('an extension that a migration needs and the database lacks is found, and made by the mend', async () => {
  await database.writeMigration('core', '0002-search.sql', '-- requires: tablefunc\nselect 1;')
  await database.migrate()
  const [found, ...others] = await examine()
  assert.deepEqual(others, [])
  assert.deepEqual([found!.code, found!.subject], ['extension_missing', 'tablefunc, for core 0002-search.sql'])
  await database.as('admin', (admin) => admin.query(found!.sql!))
  assert.deepEqual(await examine(), [])
})

test('what a distributed engine refuses is found in the text of a migration, by file and line', async () => {
  const up = `
    -- on delete set null would be refused
    create table :"schema".tags (
      tenant_id uuid not null, id bigint not null, twice bigint generated always as (id * 2), primary key (tenant_id, id)
    );
    select tenancy.protect(':"schema".tags');
    alter table :"schema".tags alter column id add generated always as identity;
    alter table :"schema".tags add constraint tags_id_fkey foreign key (tenant_id, id)
      references :"schema".notes (tenant_id, id) on delete set null on update cascade;`
  await database.writeMigration('tenant', '0002-tags.sql', up)
  const found = (await examine()).filter(({ code }) => code === 'distribution_migration')
  assert.deepEqual(
    found.map(({ subject }) => subject),
    [
      '0002-tags.sql:5 a generated column that is not STORED',
      '0002-tags.sql:8 an identity column after CREATE TABLE',
      '0002-tags.sql:10 ON DELETE SET NULL',
      '0002-tags.sql:10 ON UPDATE CASCADE',
    ],
  )
  await database.removeMigration('tenant', '0002-tags.sql')
})

test('a migration that is missing, changed or unknown is found', async () => {
  await database.writeMigration(
    'tenant',
    '0002-tags.sql',
    'create table :"schema".tags (tenant_id uuid primary key); select tenancy.protect(\':"schema".tags\');',
  )
  const missing = await examine()
  assert.deepEqual(
    missing.map(({ code, severity, subject }) => [code, severity, subject]),
    [
      ['migration_missing', 'fatal', 'shared lacks tenant 2'],
      ['migration_behind', 'error', 'tenant_acme lacks tenant 2'],
    ],
  )
  await database.migrate()
  await database.writeMigration('tenant', '0002-tags.sql', 'create table :"schema".tags (tenant_id uuid primary key);')
  const changed = await examine()
  assert.deepEqual(
    changed.map(({ code, severity }) => [code, severity]),
    [['migration_changed', 'fatal']],
  )
  await database.removeMigration('tenant', '0002-tags.sql')
  const unknown = await examine()
  assert.deepEqual(
    unknown.map(({ code, severity }) => [code, severity]),
    [['migration_unknown', 'fatal']],
  )
})
