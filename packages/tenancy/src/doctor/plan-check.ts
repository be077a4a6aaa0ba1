import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { BindingSigner } from '../binding/signer.ts'
import { homeSchemas } from '../migrate/migration-file.ts'
import { withConnection } from '../migrate/owner-connection.ts'
import { examiningRows, type FaultKind, type Finding, findingOf } from './check.ts'

export const planKind = {
  code: 'policy_judged_per_row',
  severity: 'error',
  explanation:
    'A read that names its tenant has the policy judged once; here PostgreSQL judges it at every row, or cannot use an index.',
  mend: 'tenancy.current_tenant() is STABLE, and the policy compares tenant_id with it and nothing else: make both so again.',
} as const satisfies FaultKind

const tablesQuery = `
select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
where n.nspname = $1 and c.relkind in ('r', 'p') and c.relrowsecurity and has_table_privilege(c.oid, 'select')
order by 1`

/** Has PostgreSQL plan a tenant's read of each table, as the role of tenants, and looks for the policy in it. */
export function findRowSecurityCosts(appUrl: string, key: Buffer): Promise<Finding[]> {
  return withConnection(appUrl, (app) =>
    examiningRows(app, async () => {
      const { rows } = await app.query<{ name: string }>(tablesQuery, [homeSchemas.tenant])
      const id = randomUUID()
      await app.query('select tenancy.bind($1)', [new BindingSigner(key).bindingFor({ id, epoch: 1 })])
      const findings: Finding[] = []
      for (const { name } of rows) {
        if (await judgesEachRow(app, name, id)) findings.push(findingOf(planKind, name))
      }
      return findings
    }),
  )
}

interface Plan {
  Filter?: string
  Plans?: Plan[]
}

async function judgesEachRow(app: Client, table: string, tenantId: string): Promise<boolean> {
  const { rows } = await app.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (format json) select from ${table} where tenant_id = $1`,
    [tenantId],
  )
  return mentions(rows[0]!['QUERY PLAN'][0].Plan)
}

/** `One-Time Filter` is judged once; `Filter` at each row. */
function mentions({ Filter, Plans = [] }: Plan): boolean {
  return Boolean(Filter?.includes('current_tenant')) || Plans.some(mentions)
}
