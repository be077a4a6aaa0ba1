import type { Check } from './check.ts'
import { servingRoles, tenantRoles, tenantTables } from './tenant-tables.ts'

const isolation = `'(tenant_id = tenancy.current_tenant())'`

export const tableChecks: readonly Check[] = [
  {
    code: 'table_without_row_security',
    severity: 'fatal',
    explanation: 'Without row security every tenant sees and changes every row of the table.',
    mend: (table) => `select tenancy.protect('${table}')`,
    query: `select t.name as subject from ${tenantTables} t where not t.has_row_security`,
  },
  {
    code: 'table_without_force',
    severity: 'fatal',
    explanation:
      'Without FORCE the owner of the table, and every function that runs as the owner, is under no row security.',
    mend: (table) => `alter table ${table} force row level security`,
    query: `select t.name as subject from ${tenantTables} t where t.has_row_security and not t.has_force`,
  },
  {
    code: 'table_without_policy',
    severity: 'fatal',
    explanation: 'No policy with USING and WITH CHECK ties reads and writes of the table to the bound tenant.',
    mend: (table) => `drop policy if exists tenant_isolation on ${table}; select tenancy.isolate('${table}')`,
    query: `
      select t.name as subject from ${tenantTables} t
      where t.has_row_security and not exists (
        select from pg_policy p
        where p.polrelid = t.oid and p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
          and pg_get_expr(p.polqual, p.polrelid) = ${isolation}
          and pg_get_expr(p.polwithcheck, p.polrelid) = ${isolation}
      )`,
  },
  {
    code: 'policy_opens_table',
    severity: 'fatal',
    explanation: 'Permissive policies add up: this one lets tenants see or write rows that are not theirs.',
    mend: (subject) => `drop policy ${subject}`,
    query: `
      select format('%I on %s', p.polname, t.name) as subject from ${tenantTables} t
      join pg_policy p on p.polrelid = t.oid and p.polpermissive
      where (0 = any (p.polroles) or exists (select from ${tenantRoles} r where r.oid = any (p.polroles)))
        and (coalesce(pg_get_expr(p.polqual, p.polrelid), ${isolation}) <> ${isolation}
          or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), ${isolation}) <> ${isolation})`,
  },
  {
    code: 'table_grants_too_much',
    severity: 'fatal',
    explanation:
      'TRUNCATE knows no row security; TRIGGER and REFERENCES let a role act on, or ask about, rows it cannot see.',
    mend: (grant) => {
      const [table, role] = grant.split(' to ')
      return `revoke truncate, trigger, references on ${table} from ${role}`
    },
    query: `
      select format('%s to %I', t.name, r.name) as subject from ${tenantTables} t, ${servingRoles} r
      where has_table_privilege(r.oid, t.oid, 'truncate, trigger, references')`,
  },
  {
    code: 'foreign_key_without_tenant',
    severity: 'fatal',
    explanation: 'Foreign keys are checked without row security: this one accepts the id of another tenant’s row.',
    mend: (subject) => `make it (tenant_id, …) references … (tenant_id, id): ${subject}`,
    query: `
      select format('%I on %s', k.conname, t.name) as subject from pg_constraint k
      join ${tenantTables} t on t.oid = k.conrelid
      join ${tenantTables} u on u.oid = k.confrelid
      where k.contype = 'f' and (k.conkey[1] <> t.tenant_column or k.confkey[1] <> u.tenant_column)`,
  },
  {
    code: 'unique_key_without_tenant',
    severity: 'warning',
    explanation: 'A value that another tenant has is refused, which tells that somebody has it.',
    mend: (subject) => `begin the key with tenant_id: ${subject}`,
    query: `
      select format('%s on %s', i.indexrelid::regclass, t.name) as subject from pg_index i
      join ${tenantTables} t on t.oid = i.indrelid
      where i.indisunique and i.indkey[0] <> t.tenant_column
        and exists (select from ${tenantRoles} r where has_any_column_privilege(r.oid, t.oid, 'insert, update'))`,
  },
  {
    code: 'foreign_key_without_index',
    severity: 'warning',
    explanation: 'Each delete of the row it points to, and each look from there, reads the whole table.',
    mend: (subject) => `create index on the columns of ${subject}`,
    query: `
      select format('%I on %s', k.conname, t.name) as subject from pg_constraint k
      join ${tenantTables} t on t.oid = k.conrelid
      where k.contype = 'f' and not exists (
        select from pg_index i
        where i.indrelid = k.conrelid and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
      )`,
  },
]
