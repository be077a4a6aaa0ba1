import { dropOther, isolate, other, serving, testFaults } from '../testing/seeded-faults.ts'

testFaults([
  { code: 'table_without_row_security', subjects: ['$schema.other'], seed: other, undo: dropOther },
  {
    code: 'table_without_row_security',
    subjects: ['$schema.notes'],
    seed: 'alter table $schema.notes disable row level security',
  },
  {
    code: 'table_without_force',
    subjects: ['$schema.notes'],
    seed: 'alter table $schema.notes no force row level security',
  },
  {
    code: 'table_without_policy',
    subjects: ['$schema.notes'],
    seed: 'drop policy tenant_isolation on $schema.notes',
  },
  {
    code: 'table_without_policy',
    subjects: ['$schema.notes'],
    seed: 'alter policy tenant_isolation on $schema.notes to stoa_app',
  },
  {
    code: 'table_without_policy',
    subjects: ['$schema.notes'],
    seed: `drop policy tenant_isolation on $schema.notes; create policy tenant_isolation on $schema.notes
      using (tenant_id = tenancy.current_tenant())`,
  },
  {
    code: 'table_without_policy',
    subjects: ['$schema.notes'],
    seed: `alter policy tenant_isolation on $schema.notes using (tenant_id = tenancy.current_tenant() or text = 'x')`,
  },
  {
    code: 'policy_opens_table',
    subjects: ['everybody on $schema.notes'],
    seed: 'create policy everybody on $schema.notes for select to stoa_reader using (true)',
  },
  {
    code: 'policy_opens_table',
    subjects: ['everybody on $schema.notes'],
    seed: `create policy everybody on $schema.notes for insert
      with check (tenant_id = tenancy.current_tenant() or text = 'x')`,
  },
  {
    // Its tenant_id is at another place than that of the tables beside it, so an equal tree means another column.
    code: 'table_without_policy',
    subjects: ['$schema.other'],
    seed: `create table $schema.other (id uuid not null, tenant_id uuid not null, primary key (tenant_id, id)); ${isolate};
      alter policy tenant_isolation on $schema.other using (id = tenancy.current_tenant()) with check (id = tenancy.current_tenant())`,
    undo: dropOther,
  },
  {
    code: 'partition_reachable',
    subjects: ['$schema.other_0 to stoa_app'],
    seed: `create table $schema.other (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))
        partition by hash (tenant_id);
      create table $schema.other_0 partition of $schema.other for values with (modulus 1, remainder 0);
      select tenancy.protect('$schema.other'); grant select on $schema.other_0 to stoa_app`,
    undo: dropOther,
  },
  {
    code: 'table_open_to_tenants',
    subjects: ['$schema.other to stoa_reader'],
    seed: 'create table $schema.other (id int primary key); grant select on $schema.other to stoa_reader',
    undo: dropOther,
  },
  {
    code: 'table_open_to_tenants',
    subjects: ['tenancy.migrations to stoa_app', 'tenancy.migrations to stoa_reader'],
    seed: 'grant select (name) on tenancy.migrations to public',
    undo: 'revoke select (name) on tenancy.migrations from public',
  },
  {
    code: 'table_grants_too_much',
    subjects: ['$schema.notes to stoa_app'],
    seed: 'grant truncate on $schema.notes to stoa_app',
  },
  {
    code: 'table_grants_too_much',
    subjects: ['$schema.notes to stoa_reader'],
    seed: 'grant references (id) on $schema.notes to stoa_reader',
  },
  {
    code: 'table_grants_too_much',
    subjects: serving.map((role) => `$schema.notes to ${role}`),
    seed: 'grant trigger on $schema.notes to public',
  },
  {
    code: 'table_grants_too_much',
    subjects: serving.map((role) => `$schema.notes to ${role}`),
    seed: 'grant references (id) on $schema.notes to public',
  },
  {
    code: 'foreign_key_without_tenant',
    subjects: ['other_note_fkey on $schema.other'],
    seed: `create unique index plain_id on $schema.notes (id); ${other}; ${isolate};
      alter table $schema.other add constraint other_note_fkey foreign key (id) references $schema.notes (id);
      create index on $schema.other (id)`,
    undo: `${dropOther}; drop index $schema.plain_id`,
  },
  {
    code: 'table_without_tenant',
    subjects: ['$schema.other'],
    seed: 'create table $schema.other (id int primary key)',
    undo: dropOther,
  },
  {
    code: 'table_without_primary_key',
    subjects: ['$schema.other'],
    seed: `create table $schema.other (tenant_id uuid not null); ${isolate}`,
    undo: dropOther,
  },
  {
    code: 'table_unlogged',
    subjects: ['$schema.notes'],
    seed: 'alter table $schema.notes set unlogged',
  },
  {
    code: 'table_of_other_owner',
    subjects: ['$schema.other of postgres'],
    seed: `${other}; ${isolate}; alter table $schema.other owner to postgres`,
    undo: dropOther,
  },
  {
    code: 'table_has_rule',
    subjects: ['twice on $schema.notes'],
    seed: 'create rule twice as on delete to $schema.notes do also delete from $schema.notes',
  },
  {
    code: 'policy_judged_per_row',
    subjects: ['shared.notes'],
    seed: 'alter function tenancy.current_tenant() volatile',
    undo: 'alter function tenancy.current_tenant() stable',
  },
  {
    code: 'server_functions_open',
    subjects: ['stoa_app', 'stoa_reader'].map((role) => `pg_(cancel|terminate)_backend to ${role}`),
    seed: 'grant execute on function pg_cancel_backend(integer) to public',
  },
])
