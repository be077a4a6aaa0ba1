import type pg from 'pg'
import { escapeIdentifier } from 'pg'
import type { Table } from './sql/catalogue.ts'

/** Short texts, words of the system (`operator`) and times are met by chance. */
const leastLength = 8
const byChance = /^[a-z_.]+$|^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/

/** Every text in a tenant's rows by which they can be recognised, ids included. */
async function textsOf(admin: pg.Client, tables: readonly Table[], tenantId: string): Promise<Set<string>> {
  const rows: unknown[] = []
  for (const { reference, tenantColumn } of tables) {
    const found = await admin.query<{ row: unknown }>(
      `select to_jsonb(t) as row from ${reference} t where ${escapeIdentifier(tenantColumn)} = $1`,
      [tenantId],
    )
    rows.push(...found.rows)
  }
  const people = await admin.query(
    `select to_jsonb(u) as row, (select jsonb_agg(s.id) from core.sessions s where s.user_id = u.id) as sessions,
       (select jsonb_agg(to_jsonb(p)) from core.passkeys p where p.user_id = u.id) as passkeys
     from core.users u where u.id in (select m.user_id from core.memberships m where m.tenant_id = $1)`,
    [tenantId],
  )
  const texts = new Set<string>()
  collect([...rows, ...people.rows], texts)
  return texts
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string' && value.length >= leastLength && !byChance.test(value)) into.add(value)
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collect(inner, into)
}

/** What only the first of two tenants has. */
export async function secretsOf(admin: pg.Client, tables: readonly Table[], tenantId: string, otherId: string) {
  const [own, others] = [await textsOf(admin, tables, tenantId), await textsOf(admin, tables, otherId)]
  return new Set([...own].filter((text) => !others.has(text)))
}

/**
 * One hash over every row of the tenant, wherever it is: what nobody else may change. Uses of its own keys are noted as
 * they come; tables without any of its rows do not matter, so that others may get tables meanwhile.
 */
export async function stateOf(admin: pg.Client, tables: readonly Table[], tenantId: string): Promise<string> {
  const parts = tables.map(
    ({ reference, tenantColumn }) =>
      `select md5(string_agg(row::text, '' order by row::text)) as hash from ${reference} t, lateral (select to_jsonb(t) - 'last_used_at') changes(row) where ${escapeIdentifier(tenantColumn)} = $1`,
  )
  const { rows } = await admin.query<{ hash: string }>(
    `select md5(string_agg(hash, ',' order by hash)) as hash from (
       ${parts.join(' union all ')}
       union all select md5(string_agg(u.id || u.email || u.name || u.status || u.version, '' order by u.id)) from core.users u
       where u.id in (select m.user_id from core.memberships m where m.tenant_id = $1)
       union all select md5(string_agg(s::text, '' order by s.id)) from core.sessions s
       where s.user_id in (select m.user_id from core.memberships m where m.tenant_id = $1)
         and s.user_id not in (select m.user_id from core.memberships m where m.tenant_id <> $1)
       union all select md5(string_agg(p::text, '' order by p.id)) from core.passkeys p
       where p.user_id in (select m.user_id from core.memberships m where m.tenant_id = $1)
     ) parts`,
    [tenantId],
  )
  return rows[0]!.hash
}
