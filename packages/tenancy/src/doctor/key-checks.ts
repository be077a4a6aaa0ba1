import type { Check } from './check.ts'

/** Operators of an index's columns, and functions in its expressions, that may tell what they were given. */
const isNotLeakproof = `
  exists (
    select from unnest(i.indclass::oid[]) with ordinality c (oid, position)
    where c.position <= i.indnkeyatts and c.oid in (select u.oid from loose_classes u)
  )
  or exists (
    select from regexp_matches(concat(i.indexprs::text, i.indpred::text), ':(opno|funcid) (\\d+)', 'g') used
    where not (
      select p.proleakproof from pg_proc p where p.oid = case used[1]
        when 'opno' then (select o.oprcode::oid from pg_operator o where o.oid = used[2]::oid)
        else used[2]::oid end
    )
  )`

/** Keys and indexes of tenant tables: what they tell, and what they cost under row security. */
export const keyChecks: readonly Check[] = [
  {
    code: 'unique_key_without_tenant',
    severity: 'warning',
    explanation:
      'A value that another tenant has is refused, which tells that somebody has it. A distributed engine refuses the key.',
    mend: 'Begin the key, or the exclusion, with tenant_id.',
    query: `
      select format('%s on %s', i.indexrelid::regclass, t.name) as subject, null as sql
      from pg_index i join tenant_tables t on t.oid = i.indrelid
      where (i.indisunique or i.indisexclusion) and i.indkey[0] <> t.tenant_column and not t.is_part
        and exists (select from tenant_roles r where has_any_column_privilege(r.oid, t.oid, 'insert, update'))`,
  },
  {
    code: 'index_without_tenant',
    severity: 'warning',
    explanation: 'An index that does not begin with tenant_id is read over all tenants’ rows to find those of one.',
    mend: 'Begin the index with tenant_id.',
    query: `
      select format('%s on %s', i.indexrelid::regclass, t.name) as subject, null as sql
      from pg_index i
      join tenant_tables t on t.oid = i.indrelid
      join pg_class c on c.oid = i.indexrelid
      join pg_am m on m.oid = c.relam
      where m.amname = 'btree' and not i.indisunique and i.indkey[0] <> t.tenant_column and not t.is_part
        and t.schema in (select s.oid from tenant_schemas s)`,
  },
  {
    code: 'index_not_leakproof',
    severity: 'warning',
    explanation:
      'Row security lets an index serve leakproof operators only (uuid, bigint, text, dates); enum, numeric, jsonb, LIKE ' +
      'and functions such as lower() read every row of the tenant instead, 30 to 160 times slower.',
    mend: 'Text with a CHECK instead of an enum, bigint minor units instead of numeric, the lower-case form in a column.',
    query: `
      with loose_classes as materialized (
        select c.oid from pg_opclass c
        where exists (
          select from pg_amop a join pg_operator o on o.oid = a.amopopr join pg_proc p on p.oid = o.oprcode
          where a.amopfamily = c.opcfamily and a.amoplefttype = c.opcintype and a.amoprighttype = c.opcintype
            and a.amoppurpose = 's' and not p.proleakproof
        )
      )
      select format('%s on %s', i.indexrelid::regclass, t.name) as subject, null as sql
      from pg_index i join tenant_tables t on t.oid = i.indrelid
      where not t.is_part and (${isNotLeakproof})`,
  },
  {
    code: 'foreign_key_without_index',
    severity: 'warning',
    explanation: 'Each delete of the row it points to, and each look from there, reads the whole table.',
    mend: 'Create an index that begins with the columns of the key.',
    query: `
      select format('%I on %s', k.conname, t.name) as subject,
        (select format('create index on %s (%s)', t.name, string_agg(quote_ident(a.attname), ', ' order by c.position))
          from unnest(k.conkey) with ordinality c (number, position)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number) as sql
      from pg_constraint k join tenant_tables t on t.oid = k.conrelid
      where k.contype = 'f' and k.conparentid = 0 and not exists (
        select from pg_index i
        where i.indrelid = k.conrelid and i.indpred is null and i.indisvalid
          and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
      )`,
  },
  {
    code: 'index_invalid',
    severity: 'error',
    explanation: 'An index whose making was broken off serves no query, and as a unique key it holds nothing unique.',
    mend: 'Make it anew.',
    query: `
      select format('%s on %s', i.indexrelid::regclass, t.name) as subject,
        format('reindex index %s', i.indexrelid::regclass) as sql
      from pg_index i join tenant_tables t on t.oid = i.indrelid where not i.indisvalid`,
  },
  {
    code: 'constraint_not_validated',
    severity: 'error',
    explanation: 'Rows from before the constraint were never held against it.',
    mend: 'Validate it; what fails has to be put right first.',
    query: `
      select format('%I on %s', k.conname, t.name) as subject,
        format('alter table %s validate constraint %I', t.name, k.conname) as sql
      from pg_constraint k join tenant_tables t on t.oid = k.conrelid
      where not k.convalidated and k.conparentid = 0`,
  },
]
