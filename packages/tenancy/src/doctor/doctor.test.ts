import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { checkBoot, doctor, UnsafeDatabase } from './doctor.ts'

let database: SampleDatabase
before(async () => {
  database = await sampleDatabase()
  await database.addTenant(randomUUID(), 'acme')
})
after(() => database.drop())

const other = 'create table shared.other (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))'

interface Fault {
  code: string
  subject: string
  seed: string
  mend: string
}

/** Every kind of fault the catalogue can show: how it comes about, and what the doctor must say of it. */
const faults: Fault[] = [
  {
    code: 'role_owns_tables',
    subject: 'stoa_system',
    seed: `${other}; select tenancy.isolate('shared.other'); alter table shared.other owner to stoa_system`,
    mend: 'drop table shared.other',
  },
  {
    code: 'role_reads_binding_keys',
    subject: 'stoa_app',
    seed: 'grant select (inner_pad) on tenancy.binding_keys to stoa_app',
    mend: 'revoke select (inner_pad) on tenancy.binding_keys from stoa_app',
  },
  {
    code: 'role_makes_objects',
    subject: 'stoa_app in schema shared',
    seed: 'grant create on schema shared to stoa_app',
    mend: 'revoke create on schema shared from stoa_app',
  },
  {
    code: 'role_settings_changed',
    subject: 'stoa_app: default_transaction_read_only',
    // For this database only: other tests share the role.
    seed: changeHere('set default_transaction_read_only = on'),
    mend: changeHere('reset all'),
  },
  {
    code: 'table_without_row_security',
    subject: 'shared.other',
    seed: other,
    mend: 'drop table shared.other',
  },
  {
    code: 'table_without_force',
    subject: 'tenant_acme.notes',
    seed: 'alter table tenant_acme.notes no force row level security',
    mend: 'alter table tenant_acme.notes force row level security',
  },
  {
    code: 'table_without_policy',
    subject: 'shared.notes',
    seed: 'alter policy tenant_isolation on shared.notes to stoa_app',
    mend: 'alter policy tenant_isolation on shared.notes to public',
  },
  {
    code: 'policy_opens_table',
    subject: 'everybody on shared.notes',
    seed: 'create policy everybody on shared.notes for select to stoa_reader using (true)',
    mend: 'drop policy everybody on shared.notes',
  },
  {
    code: 'table_grants_too_much',
    subject: 'shared.notes to stoa_app',
    seed: 'grant truncate on shared.notes to stoa_app',
    mend: 'revoke truncate on shared.notes from stoa_app',
  },
  {
    code: 'foreign_key_without_tenant',
    subject: 'other_note_fkey on shared.other',
    seed: `create unique index plain_id on shared.notes (id); ${other};
      alter table shared.other add constraint other_note_fkey foreign key (id) references shared.notes (id);
      create index on shared.other (id); select tenancy.isolate('shared.other')`,
    mend: 'drop table shared.other; drop index shared.plain_id',
  },
  {
    code: 'unique_key_without_tenant',
    subject: 'shared.plain_text on shared.notes',
    seed: 'create unique index plain_text on shared.notes (text)',
    mend: 'drop index shared.plain_text',
  },
  {
    code: 'foreign_key_without_index',
    subject: 'other_note_fkey on shared.other',
    seed: `${other}; alter table shared.other add note_id uuid;
      alter table shared.other add constraint other_note_fkey
        foreign key (tenant_id, note_id) references shared.notes (tenant_id, id);
      select tenancy.isolate('shared.other')`,
    mend: 'drop table shared.other',
  },
  {
    code: 'function_missing',
    subject: 'tenancy.require_rows(bigint,bigint)',
    seed: 'alter function tenancy.require_rows rename to require_no_rows',
    mend: 'alter function tenancy.require_no_rows rename to require_rows',
  },
  {
    code: 'function_without_search_path',
    subject: 'shared.count_notes()',
    seed: `create function shared.count_notes() returns bigint language sql security definer
      as 'select count(*) from shared.notes'; grant execute on function shared.count_notes() to stoa_app`,
    mend: 'drop function shared.count_notes()',
  },
  {
    code: 'view_without_invoker',
    subject: 'shared.all_notes',
    seed: 'create view shared.all_notes as select * from shared.notes; grant select on shared.all_notes to stoa_app',
    mend: 'drop view shared.all_notes',
  },
  {
    code: 'binding_not_verified',
    subject: 'tenancy.current_tenant()',
    seed: `alter function tenancy.current_tenant() rename to verified_tenant;
      create function tenancy.current_tenant() returns uuid language sql stable security invoker
      as $$ select left(current_setting('tenancy.binding', true), 36)::uuid $$`,
    mend: `drop function tenancy.current_tenant();
      alter function tenancy.verified_tenant() rename to current_tenant`,
  },
]

/** Changes what the connections of stoa_app to the database of this file start with. */
function changeHere(change: string): string {
  return `do $$ begin execute format('alter role stoa_app in database %I ${change}', current_database()); end $$`
}

function examine(bindingKey = database.bindingKey) {
  return doctor({ urls: database.urls, directories: database.directories, bindingKey })
}

test('a database as it was made has no fault, and may be served', async () => {
  assert.deepEqual(await examine(), [])
  const { urls, directories, bindingKey } = database
  assert.deepEqual(await checkBoot({ urls, directories, bindingKey }), [])
})

for (const { code, subject, seed, mend } of faults) {
  test(`${code} is found in ${subject}, and nothing is once it is mended`, async () => {
    const run = (sql: string) => database.as('admin', (admin) => admin.query(sql))
    await run(seed)
    try {
      const found = (await examine()).filter((finding) => finding.code === code)
      assert.deepEqual(
        found.map((finding) => finding.subject),
        [subject],
      )
      assert.ok(found[0]!.explanation && found[0]!.mend)
    } finally {
      await run(mend)
    }
    assert.deepEqual(await examine(), [])
  })
}

/** Roles belong to the whole server, where other tests run: these faults are given to a role of their own. */
const powers = [
  { code: 'role_is_superuser', power: (role: string) => `alter role ${role} superuser` },
  { code: 'role_bypasses_row_security', power: (role: string) => `alter role ${role} bypassrls` },
  { code: 'role_is_member_of_powerful_role', power: (role: string) => `grant stoa_owner to ${role}` },
  { code: 'role_is_member_of_powerful_role', power: (role: string) => `grant pg_read_all_data to ${role}` },
]

for (const { code, power } of powers) {
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
        assert.deepEqual([worst?.severity, worst?.subject.split(' ')[0]], ['fatal', role])
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
