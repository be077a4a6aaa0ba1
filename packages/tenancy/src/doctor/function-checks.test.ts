import { serving, testFaults } from '../testing/seeded-faults.ts'

testFaults([
  {
    code: 'function_missing',
    subjects: ['tenancy.require_rows(bigint,bigint)'],
    seed: 'alter function tenancy.require_rows rename to require_no_rows',
    undo: 'alter function tenancy.require_no_rows rename to require_rows',
  },
  {
    code: 'function_without_search_path',
    subjects: ['$schema.count_notes()'],
    seed: `create function $schema.count_notes() returns bigint language sql security definer
        as 'select count(*) from $schema.notes';
      alter function $schema.count_notes() owner to stoa_owner; revoke all on function $schema.count_notes() from public;
      grant execute on function $schema.count_notes() to stoa_app`,
    undo: 'drop function $schema.count_notes()',
  },
  {
    code: 'function_above_row_security',
    subjects: ['$schema.count_notes()'],
    seed: `create function $schema.count_notes() returns bigint language sql security definer set search_path = ''
        as 'select count(*) from $schema.notes';
      revoke all on function $schema.count_notes() from public;
      grant execute on function $schema.count_notes() to stoa_app`,
    undo: 'drop function $schema.count_notes()',
  },
  {
    code: 'definer_open_to_everybody',
    subjects: ['$schema.count_notes()'],
    seed: `create function $schema.count_notes() returns bigint language sql security definer set search_path = ''
        as 'select count(*) from $schema.notes';
      alter function $schema.count_notes() owner to stoa_owner;
      grant execute on function $schema.count_notes() to public`,
    undo: 'drop function $schema.count_notes()',
  },
  {
    code: 'function_leakproof',
    subjects: ['$schema.tell(text)'],
    seed: `create function $schema.tell(text) returns boolean language sql leakproof as 'select true'`,
    undo: 'drop function $schema.tell(text)',
  },
  {
    code: 'function_reaches_outside',
    subjects: ['pg_read_file(text) to stoa_app'],
    seed: 'grant execute on function pg_read_file(text) to stoa_app',
  },
  {
    code: 'large_objects_open',
    subjects: serving.map((role) => `lo_create(oid) to ${role}`),
    seed: 'grant execute on function lo_create(oid) to public',
  },
  {
    code: 'view_without_invoker',
    subjects: ['$schema.all_notes'],
    seed: 'create view $schema.all_notes as select * from $schema.notes; grant select on $schema.all_notes to stoa_app',
    undo: 'drop view $schema.all_notes',
  },
  {
    code: 'view_without_invoker',
    subjects: ['$schema.all_notes'],
    seed: `create materialized view $schema.all_notes as select * from $schema.notes;
      grant select on $schema.all_notes to stoa_reader`,
    undo: 'drop materialized view $schema.all_notes',
  },
])
