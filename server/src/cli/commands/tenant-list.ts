import { type SystemScope, tenantStatuses } from '@stoa/tenancy'
import { answerList } from '#platform/contract'
import { type TenantRecord, tenantList } from '#platform/tenants'
import type { Command } from '../command.ts'
import { table } from '../help.ts'
import { withTenancy } from '../opened.ts'
import { operator } from '../operator.ts'

export const tenantListing: Command = {
  words: ['tenant', 'list'],
  summary: 'List tenants',
  options: [
    {
      name: 'status',
      placeholder: 'status',
      description: 'Only these; all but deleted ones unless given',
      choices: tenantStatuses,
    },
  ],
  async run(call) {
    const status = call.option('status')
    const tenants = await withTenancy(call, (tenancy) =>
      tenancy.system({ actor: operator, mode: 'read' }, (scope) => allTenants(scope, status)),
    )
    const rows = tenants.map((tenant) => [tenant.slug, tenant.status, tenant.schema_name, tenant.id, tenant.name])
    const text = rows.length === 0 ? 'There are none.' : table([['slug', 'status', 'schema', 'id', 'name'], ...rows])
    return { data: { results: tenants }, text }
  },
}

async function allTenants(scope: SystemScope, status: string | undefined): Promise<TenantRecord[]> {
  const tenants: TenantRecord[] = []
  let cursor: string | undefined
  do {
    const page = await answerList(scope, tenantList, {
      limit: 200,
      sort: 'name',
      total: false,
      ...(status && { status }),
      ...(cursor && { cursor }),
    })
    tenants.push(...page.results.parse())
    cursor = page.paging.next_cursor
  } while (cursor)
  return tenants
}
