import { dropOther, isolate, other, testFaults } from '../testing/seeded-faults.ts'

testFaults([
  {
    code: 'unique_key_without_tenant',
    subjects: ['$schema.plain_text on $schema.notes'],
    seed: 'create unique index plain_text on $schema.notes (text)',
    undo: 'drop index $schema.plain_text',
  },
  {
    code: 'unique_key_without_tenant',
    subjects: ['$schema.plain_text on $schema.notes'],
    seed: 'alter table $schema.notes add constraint plain_text exclude (text with =)',
    undo: 'alter table $schema.notes drop constraint plain_text',
  },
  {
    code: 'index_without_tenant',
    subjects: ['$schema.plain_text on $schema.notes'],
    seed: 'create index plain_text on $schema.notes (text)',
    undo: 'drop index $schema.plain_text',
  },
  {
    code: 'index_not_leakproof',
    subjects: ['$schema.loose on $schema.notes'],
    seed: `create type $schema.mood as enum ('sad', 'glad'); alter table $schema.notes add mood $schema.mood;
      create index loose on $schema.notes (tenant_id, mood)`,
    undo: 'alter table $schema.notes drop mood; drop type $schema.mood',
  },
  {
    code: 'index_not_leakproof',
    subjects: ['$schema.loose on $schema.notes'],
    seed: 'create index loose on $schema.notes (tenant_id, lower(text))',
    undo: 'drop index $schema.loose',
  },
  {
    code: 'index_not_leakproof',
    subjects: ['$schema.loose on $schema.notes'],
    seed: `create index loose on $schema.notes (tenant_id, id) where text like 'a%'`,
    undo: 'drop index $schema.loose',
  },
  {
    code: 'index_not_leakproof',
    subjects: ['$schema.loose on $schema.notes'],
    seed: `create index loose on $schema.notes using gin (to_tsvector('simple', text))`,
    undo: 'drop index $schema.loose',
  },
  {
    code: 'foreign_key_without_index',
    subjects: ['other_note_fkey on $schema.other'],
    seed: `${other}; ${isolate}; alter table $schema.other add note_id uuid;
      alter table $schema.other add constraint other_note_fkey
        foreign key (tenant_id, note_id) references $schema.notes (tenant_id, id)`,
    undo: dropOther,
  },
  {
    code: 'index_invalid',
    subjects: ['$schema.plain on $schema.notes'],
    seed: `create index plain on $schema.notes (tenant_id, text);
      update pg_index set indisvalid = false where indexrelid = '$schema.plain'::regclass`,
    undo: 'drop index $schema.plain',
  },
  {
    code: 'constraint_not_validated',
    subjects: ['short on $schema.notes'],
    seed: 'alter table $schema.notes add constraint short check (length(text) < 99) not valid',
    undo: 'alter table $schema.notes drop constraint short',
  },
])
