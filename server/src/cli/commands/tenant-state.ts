import type { SystemScope } from '@stoa/tenancy'
import {
  deleteTenant,
  getTenantNamed,
  reactivateTenant,
  restoreTenant,
  suspendTenant,
  type TenantRecord,
} from '#platform/tenants'
import type { Command } from '../command.ts'
import { withTenancy } from '../opened.ts'
import { operator } from '../operator.ts'

type Verb = (scope: SystemScope, id: string) => Promise<unknown>

const access = 'Running servers follow in under a second.'

export const tenantSuspend = stateCommand('suspend', 'End all access to a tenant', suspendTenant, access)
export const tenantReactivate = stateCommand('reactivate', 'Lift the suspension of a tenant', reactivateTenant, access)
export const tenantDelete = stateCommand(
  'delete',
  'Delete a tenant; its rows and names are kept',
  deleteTenant,
  '"stoa tenant restore" brings it back.',
)
export const tenantRestore = stateCommand(
  'restore',
  'Bring a deleted tenant back',
  restoreTenant,
  'A tenant that was suspended before it was deleted is suspended again.',
)

function stateCommand(word: string, summary: string, verb: Verb, description: string): Command {
  return {
    words: ['tenant', word],
    summary,
    description,
    arguments: ['slug or id'],
    async run(call) {
      const name = call.argument('slug or id')
      const tenant = await withTenancy(call, (tenancy) =>
        tenancy.system({ actor: operator, mode: 'write' }, (scope) => changed(scope, name, verb)),
      )
      return { data: tenant, text: `Tenant ${tenant.slug} is ${tenant.status}.` }
    },
  }
}

async function changed(scope: SystemScope, name: string, verb: Verb): Promise<TenantRecord> {
  const { id } = await getTenantNamed(scope, name)
  await verb(scope, id)
  return getTenantNamed(scope, id)
}
