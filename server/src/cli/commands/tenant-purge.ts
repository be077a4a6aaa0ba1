import { getTenantNamed, orderPurge, purgeTenant } from '#platform/tenants'
import type { Command } from '../command.ts'
import { withTenancy } from '../opened.ts'
import { operator } from '../operator.ts'

export const tenantPurge: Command = {
  words: ['tenant', 'purge'],
  summary: 'Remove a deleted tenant for good: rows, schema and names',
  description:
    'It cannot be undone. Refused within 30 days after the tenant was deleted, unless --now is given. Rows go in short\n' +
    'transactions, so that other tenants do not wait; a purge that was interrupted goes on when it is called again.',
  arguments: ['slug or id'],
  options: [{ name: 'now', description: 'Also within 30 days after it was deleted' }],
  async run(call) {
    const name = call.argument('slug or id')
    const isNow = call.option('now') !== undefined
    const tenant = await withTenancy(call, async (tenancy) => {
      const purging = await tenancy.system({ actor: operator, mode: 'write' }, async (scope) => {
        const { id } = await getTenantNamed(scope, name)
        return orderPurge(scope, id, { isNow })
      })
      const onProgress = (table: string, deleted: number) => call.progress(`${table}: ${deleted} rows`)
      await purgeTenant(tenancy, purging.id, { actor: operator, onProgress })
      return purging
    })
    return { data: { id: tenant.id, slug: tenant.slug }, text: `Tenant ${tenant.slug} (${tenant.id}) is gone.` }
  },
}
