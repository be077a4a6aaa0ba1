import { dropOther, isolate, other, serving, testFaults } from '../testing/seeded-faults.ts'

testFaults([
  {
    code: 'role_owns_tables',
    subjects: ['stoa_system'],
    seed: `${other}; ${isolate}; alter table $schema.other owner to stoa_system`,
    undo: dropOther,
  },
  {
    code: 'role_reads_binding_keys',
    subjects: ['stoa_app'],
    seed: 'grant select (inner_pad) on tenancy.binding_keys to stoa_app',
  },
  {
    code: 'role_makes_objects',
    subjects: ['stoa_app in schema $schema'],
    seed: 'grant create on schema $schema to stoa_app',
  },
  {
    code: 'role_makes_objects',
    subjects: serving.map((role) => `${role} in schema $schema`),
    seed: 'grant create on schema $schema to public',
  },
])
