import { roles } from '../roles/role.ts'
import type { Check } from './check.ts'

/** Whether row security holds on every table with tenants' rows. */
export const tableChecks: readonly Check[] = [
  {
    code: 'table_without_row_security',
    severity: 'fatal',
    explanation: 'Without row security every tenant sees and changes every row of the table.',
    mend: 'Enable and force it, with the one policy of tenant tables: tenancy.protect, or tenancy.isolate without grants.',
    query: `
      select t.name as subject, case when exists (select from isolated i where i.oid = t.oid)
        then format('alter table %s enable row level security', t.name)
        else format('select tenancy.isolate(%L)', t.name) end as sql
      from tenant_tables t where not t.has_row_security and not t.is_part`,
  },
  {
    code: 'table_without_force',
    severity: 'fatal',
    explanation:
      'Without FORCE the owner of the table, and every function that runs as the owner, is under no row security.',
    mend: 'Force row security on the table.',
    query: `
      select t.name as subject, format('alter table %s force row level security', t.name) as sql
      from tenant_tables t where t.has_row_security and not t.has_force and not t.is_part`,
  },
  {
    code: 'table_without_policy',
    severity: 'fatal',
    explanation: 'No policy with USING and WITH CHECK, for every role and verb, ties the table to the bound tenant.',
    mend: 'Make the policy anew; tenancy.isolate does.',
    query: `
      select t.name as subject,
        format('drop policy if exists tenant_isolation on %s; select tenancy.isolate(%L)', t.name, t.name) as sql
      from tenant_tables t
      where t.has_row_security and not t.is_part and not exists (select from isolated i where i.oid = t.oid)`,
  },
  {
    code: 'policy_opens_table',
    severity: 'fatal',
    explanation: 'Permissive policies add up: this one lets tenants see or write rows that are not theirs.',
    mend: 'Drop the policy; what the platform needs goes to its own role.',
    query: `
      select format('%I on %s', p.polname, t.name) as subject, format('drop policy %I on %s', p.polname, t.name) as sql
      from policies p cross join unnest(p.tables) of_policy join tenant_tables t on t.oid = of_policy
      where p.polpermissive and (p.polname <> 'tenant_isolation' or exists (select from isolated i where i.oid = t.oid))
        and (0 = any (p.polroles) or exists (
          select from tenant_roles r, unnest(p.polroles) member where member <> 0 and pg_has_role(r.oid, member, 'usage')
        ))
        and (not p.sees_own or not p.writes_own)`,
  },
  {
    code: 'partition_reachable',
    severity: 'fatal',
    explanation:
      'Whoever names a partition or child table itself is not under the row security of its parent, and this one has none.',
    mend: 'Take its grants away: rows are reached by the parent. Or isolate it like any tenant table.',
    query: `
      select format('%s to %I', t.name, r.name) as subject, format('revoke all on %s from public, %I', t.name, r.name) as sql
      from tenant_tables t, tenant_roles r
      where t.is_part
        and not (t.has_row_security and t.has_force and exists (select from isolated i where i.oid = t.oid))
        and (has_any_column_privilege(r.oid, t.oid, 'select, insert, update') or has_table_privilege(r.oid, t.oid, 'delete'))`,
  },
  {
    code: 'table_open_to_tenants',
    severity: 'fatal',
    explanation:
      'The roles of tenants reach a table without tenant_id and without forced row security: it is everybody’s.',
    mend: 'Revoke what is granted; or enable and force row security, with policies that say whose rows they are.',
    query: `
      select format('%I.%I to %I', c.schema_name, c.name, r.name) as subject,
        format('revoke all on %I.%I from public, %I', c.schema_name, c.name, r.name) as sql
      from relations c, tenant_roles r
      where c.kind in ('r', 'p', 'f') and not (c.has_row_security and c.has_force)
        and c.oid not in (select t.oid from tenant_tables t)
        and not exists (select from extension_members e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
        and (has_any_column_privilege(r.oid, c.oid, 'select, insert, update') or has_table_privilege(r.oid, c.oid, 'delete'))`,
  },
  {
    code: 'table_grants_too_much',
    severity: 'fatal',
    explanation:
      'TRUNCATE knows no row security; TRIGGER and REFERENCES let a role act on, or ask about, rows it cannot see.',
    mend: 'Revoke all but SELECT, INSERT, UPDATE and DELETE.',
    query: `
      select format('%s to %I', t.name, r.name) as subject,
        format('revoke truncate, trigger, references on %s from public, %I', t.name, r.name)
          || coalesce((select format('; revoke references (%s) on %s from public, %I',
              string_agg(quote_ident(a.attname), ', '), t.name, r.name)
            from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attacl is not null
            having count(*) > 0), '') as sql
      from grant_groups g, serving_roles r, unnest(g.tables) of_group, tenant_tables t
      where t.oid = of_group and (has_table_privilege(r.oid, g.tables[1], 'truncate, trigger, references')
        or g.is_by_column and has_any_column_privilege(r.oid, g.tables[1], 'references'))`,
  },
  {
    code: 'foreign_key_without_tenant',
    severity: 'fatal',
    explanation:
      'Foreign keys are checked without row security: this one accepts the id of another tenant’s row. A distributed ' +
      'engine refuses it.',
    mend: 'Begin both sides with tenant_id: foreign key (tenant_id, …) references … (tenant_id, id).',
    query: `
      select format('%I on %s', k.conname, t.name) as subject, null as sql
      from foreign_keys k
      join tenant_tables t on t.oid = k.conrelid
      join tenant_tables u on u.oid = k.confrelid
      where k.conparentid = 0 and (k.conkey[1] <> t.tenant_column or k.confkey[1] <> u.tenant_column)`,
  },
]

/** What is wrong with a tenant table beside its row security. */
export const tableWarnings: readonly Check[] = [
  {
    code: 'table_without_tenant',
    severity: 'error',
    explanation:
      'A table among those of tenants that has no column tenant_id belongs to nobody, and nothing keeps it apart.',
    mend: 'Give it "tenant_id uuid not null" and tenancy.protect; what belongs to the platform goes into the schema core.',
    query: `
      select format('%I.%I', c.schema_name, c.name) as subject, null as sql
      from relations c
      where c.kind in ('r', 'p', 'f') and c.schema in (select s.oid from tenant_schemas s)
        and c.oid not in (select t.oid from tenant_tables t)
        and not exists (select from extension_members e where e.classid = 'pg_class'::regclass and e.objid = c.oid)`,
  },
  {
    code: 'table_without_primary_key',
    severity: 'error',
    explanation: 'Rows that cannot be named cannot be changed safely, exported, moved or replicated.',
    mend: 'Add a primary key (tenant_id, …).',
    query: `
      select t.name as subject, null as sql from tenant_tables t
      where t.schema in (select s.oid from tenant_schemas s) and not t.is_part
        and not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`,
  },
  {
    code: 'table_unlogged',
    severity: 'error',
    explanation: 'An UNLOGGED table is empty after a crash, and on every replica.',
    mend: 'Make it a logged table.',
    query: `
      select t.name as subject, format('alter table %s set logged', t.name) as sql
      from tenant_tables t where t.persistence = 'u'`,
  },
  {
    code: 'table_of_other_owner',
    severity: 'error',
    explanation:
      'Migrations run as the owner of tenant tables and cannot change this one; its own owner may do anything to it.',
    mend: 'Give it to the owner of the others.',
    query: `
      select format('%s of %I', t.name, o.rolname) as subject, format('alter table %s owner to ${roles.owner}', t.name) as sql
      from tenant_tables t join pg_roles o on o.oid = t.owner
      where o.rolname <> '${roles.owner}' and not t.is_part`,
  },
  {
    code: 'table_has_rule',
    severity: 'error',
    explanation:
      'A rule rewrites statements after they were written; what it adds runs with the powers of the table’s owner.',
    mend: 'Drop the rule; say in the statement what is to happen.',
    query: `
      select format('%I on %s', w.rulename, t.name) as subject, format('drop rule %I on %s', w.rulename, t.name) as sql
      from pg_rewrite w join tenant_tables t on t.oid = w.ev_class`,
  },
]
