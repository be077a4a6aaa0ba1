import { testFaults } from '../testing/seeded-faults.ts'

testFaults([
  {
    code: 'tenant_without_schema',
    subjects: ['lost (tenant_lost)'],
    seed: `insert into core.tenants (id, slug, placement, schema_name)
      values ('00000000-0000-4000-8000-000000000001', 'lost', 'schema', 'tenant_lost')`,
    undo: `drop schema tenant_lost cascade; delete from tenancy.tenant_schemas where schema_name = 'tenant_lost';
      delete from tenancy.migrations where schema_name = 'tenant_lost'; delete from core.tenants where slug = 'lost'`,
  },
  {
    code: 'schema_without_tenant',
    subjects: ['tenant_left'],
    seed: `create schema tenant_left; insert into tenancy.tenant_schemas (schema_name) values ('tenant_left');
      insert into tenancy.migrations (set, schema_name, version, name, checksum, duration_ms)
      select set, 'tenant_left', version, name, checksum, 0 from tenancy.migrations where schema_name = 'shared';
      create table tenant_left.notes (like shared.notes including all); select tenancy.protect('tenant_left.notes')`,
    undo: `drop schema tenant_left cascade; delete from tenancy.tenant_schemas where schema_name = 'tenant_left';
      delete from tenancy.migrations where schema_name = 'tenant_left'`,
  },
  {
    code: 'tenant_left_paused',
    subjects: ['acme: epoch 1, fence 2'],
    seed: `select tenancy.fence(id, 2) from core.tenants where slug = 'acme'`,
    undo: `update core.tenants set epoch = 1; delete from tenancy.fences`,
  },
])
