import { testFaults } from '../testing/seeded-faults.ts'

testFaults([
  {
    code: 'binding_key_none_current',
    subjects: ['tenancy.binding_keys'],
    seed: `update tenancy.binding_keys set retires_at = now() + interval '10 minutes'`,
    undo: 'update tenancy.binding_keys set retires_at = null',
  },
  {
    code: 'binding_key_expired',
    subjects: ['$key'],
    seed: `update tenancy.binding_keys set retires_at = now() - interval '1 second'`,
    undo: 'update tenancy.binding_keys set retires_at = null',
  },
  {
    code: 'binding_not_verified',
    subjects: ['tenancy.current_tenant()'],
    seed: `alter function tenancy.current_tenant() rename to verified_tenant;
      create function tenancy.current_tenant() returns uuid language sql stable security invoker
      as $$ select left(current_setting('tenancy.binding', true), 36)::uuid $$;
      grant execute on function tenancy.current_tenant() to public`,
    undo: `drop function tenancy.current_tenant(); alter function tenancy.verified_tenant() rename to current_tenant`,
  },
])
