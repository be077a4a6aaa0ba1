import { testFaults } from '../testing/seeded-faults.ts'

testFaults([
  {
    code: 'default_privileges_open',
    subjects: ['tables of stoa_owner in $schema to stoa_app'],
    seed: 'alter default privileges for role stoa_owner in schema $schema grant select on tables to stoa_app',
  },
  {
    code: 'default_privileges_open',
    subjects: ['sequences of postgres to public'],
    seed: 'alter default privileges for role postgres grant usage on sequences to public',
  },
  {
    code: 'default_privileges_open',
    subjects: ['functions of stoa_owner to public'],
    seed: 'alter default privileges for role stoa_owner grant execute on functions to public',
  },
  {
    code: 'sequence_shared',
    subjects: ['$schema.numbers'],
    seed: 'create sequence $schema.numbers; grant usage on sequence $schema.numbers to stoa_app',
    undo: 'drop sequence $schema.numbers',
  },
  {
    code: 'sequence_shared',
    subjects: ['$schema.notes_number_seq'],
    seed: 'alter table $schema.notes add number int generated always as identity',
    undo: 'alter table $schema.notes drop number',
  },
])
