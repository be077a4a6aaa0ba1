import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { findDrift } from './drift-check.ts'
import { schemaFingerprints } from './schema-fingerprint.ts'

let database: SampleDatabase
before(async () => {
  database = await sampleDatabase()
  for (const slug of ['acme', 'beta', 'gamma', 'a-b', 'Odd "name"']) await database.addTenant(randomUUID(), slug)
})
after(() => database.drop())

const run = (sql: string) => database.as('admin', (admin) => admin.query(sql))

test('schemas of the same migrations do not differ, whatever they are called, and have one fingerprint', async () => {
  assert.deepEqual(await findDrift(database.urls.owner), [])
  const names = ['shared', 'tenant_acme', 'tenant_a-b', 'tenant_Odd "name"']
  const fingerprints = await database.as('system', (system) => schemaFingerprints(system, names))
  assert.deepEqual([...fingerprints.keys()].sort(), names.sort())
  assert.equal(new Set(fingerprints.values()).size, 1)
})

/** What somebody may do to the schema of one tenant. */
const drifts: [subject: string, change: string, undo: string][] = [
  ['column notes.extra', 'alter table tenant_acme.notes add extra text', 'alter table tenant_acme.notes drop extra'],
  [
    'column notes.text',
    'alter table tenant_acme.notes alter text drop not null',
    'alter table tenant_acme.notes alter text set not null',
  ],
  [
    'column notes.text',
    `alter table tenant_acme.notes alter text set default 'none'`,
    'alter table tenant_acme.notes alter text drop default',
  ],
  [
    'constraint notes_text_check of notes',
    'alter table tenant_acme.notes add constraint notes_text_check check (length(text) < 9)',
    'alter table tenant_acme.notes drop constraint notes_text_check',
  ],
  [
    'index notes_text_idx',
    'create index notes_text_idx on tenant_acme.notes (tenant_id, text)',
    'drop index tenant_acme.notes_text_idx',
  ],
  [
    'policy working_hours of notes',
    'create policy working_hours on tenant_acme.notes as restrictive using (text is not null)',
    'drop policy working_hours on tenant_acme.notes',
  ],
  [
    'grants of notes',
    'revoke delete on tenant_acme.notes from stoa_app',
    'grant delete on tenant_acme.notes to stoa_app',
  ],
  [
    'table notes',
    'alter table tenant_acme.notes set (fillfactor = 50)',
    'alter table tenant_acme.notes reset (fillfactor)',
  ],
  [
    'trigger tell of notes',
    `create trigger tell before update on tenant_acme.notes for each row
      execute function suppress_redundant_updates_trigger()`,
    'drop trigger tell on tenant_acme.notes',
  ],
  [
    'function two()',
    `create function tenant_acme.two() returns int language sql as 'select 2'`,
    'drop function tenant_acme.two()',
  ],
  [
    'grants of the schema',
    'grant usage on schema tenant_acme to stoa_system',
    'revoke usage on schema tenant_acme from stoa_system',
  ],
]

for (const [subject, change, undo] of drifts) {
  test(`a tenant's schema that drifted is found: ${change}`, async () => {
    await run(change)
    try {
      const found = await findDrift(database.urls.owner)
      assert.deepEqual(
        found.map((finding) => [finding.code, finding.subject]),
        [['schema_drifted', `${subject} in tenant_acme`]],
      )
      assert.match(found[0]!.detail!, /shared schema/)
    } finally {
      await run(undo)
    }
    assert.deepEqual(await findDrift(database.urls.owner), [])
  })
}

test('a fleet that was changed by the same hand is one finding; what one lacks is told from what it has besides', async () => {
  for (const slug of ['acme', 'beta', 'gamma', 'a-b']) {
    await run(`alter table "tenant_${slug}".notes drop constraint notes_pkey`)
  }
  await run('drop policy tenant_isolation on tenant_beta.notes')
  const found = await findDrift(database.urls.owner)
  assert.deepEqual(
    found.map(({ subject }) => subject),
    [
      'constraint notes_pkey of notes in tenant_a-b, tenant_acme, tenant_beta and 1 more',
      'index notes_pkey in tenant_a-b, tenant_acme, tenant_beta and 1 more',
      'policy tenant_isolation of notes in tenant_beta',
    ],
  )
  for (const { detail } of found) assert.match(detail!, /^is missing/)
})

test('a schema that is behind is not held against the shared one', async () => {
  await run(`delete from tenancy.migrations where schema_name in ('tenant_acme', 'tenant_beta', 'tenant_gamma')`)
  const found = await findDrift(database.urls.owner)
  assert.ok(found.every(({ subject }) => subject.endsWith('in tenant_a-b')))
})
