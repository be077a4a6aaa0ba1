import { dropOther, isolate, other, testFaults } from '../testing/seeded-faults.ts'

testFaults([
  {
    code: 'distribution_foreign_key_action',
    subjects: ['other_note_fkey on $schema.other'],
    seed: `${other}; ${isolate}; alter table $schema.other add constraint other_note_fkey
      foreign key (tenant_id, id) references $schema.notes (tenant_id, id) on update cascade`,
    undo: dropOther,
  },
  {
    code: 'distribution_trigger',
    subjects: ['tell on $schema.notes'],
    seed: `create function $schema.tell() returns trigger language plpgsql
        as $$ begin perform pg_notify('changes', tg_table_name); return null; end $$;
      create trigger tell after insert on $schema.notes for each row execute function $schema.tell()`,
    undo: 'drop trigger tell on $schema.notes; drop function $schema.tell()',
  },
])
