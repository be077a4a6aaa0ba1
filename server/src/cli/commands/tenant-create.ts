import { placements } from '@stoa/tenancy'
import { ensureMember } from '#platform/identity'
import { createTenant, ensureTenant, type NewTenant } from '#platform/tenants'
import { checkedTenant } from '../checked-tenant.ts'
import type { Call, Command } from '../command.ts'
import { withTenancy } from '../opened.ts'
import { operator } from '../operator.ts'

export const tenantCreate: Command = {
  words: ['tenant', 'create'],
  summary: 'Make a tenant and the place for its rows',
  description:
    'All of it is made, or nothing, so a command that was interrupted is repeated; with --if-missing whatever became of\n' +
    'it. A tenant that was begun and not finished is completed.',
  arguments: ['slug'],
  options: [
    { name: 'name', placeholder: 'name', description: 'What people call it; the slug unless given' },
    { name: 'placement', placeholder: 'placement', description: 'shared unless given', choices: placements },
    {
      name: 'subdomain',
      placeholder: 'label',
      description: 'First label under the base domain; the slug unless given',
    },
    { name: 'domain', placeholder: 'domain', description: 'A domain of its own', isRepeatable: true },
    { name: 'plan', placeholder: 'plan', description: 'free unless given' },
    { name: 'region', placeholder: 'region', description: 'eu unless given' },
    { name: 'owner', placeholder: 'email', description: 'Who is its first owner' },
    { name: 'if-missing', description: 'Be content with a tenant of this slug that is there' },
  ],
  async run(call) {
    const request = requestOf(call)
    const email = call.option('owner')
    const make = call.option('if-missing') === undefined ? createTenant : ensureTenant
    const tenant = await withTenancy(call, (tenancy) =>
      tenancy.system({ actor: operator, mode: 'write' }, async (scope) => {
        const made = await make(scope, request)
        if (email) await ensureMember(scope, { tenant_id: made.id, email, name: email.split('@')[0]!, role: 'owner' })
        return made
      }),
    )
    return {
      data: tenant,
      text: `Tenant ${tenant.slug} (${tenant.id}) is ${tenant.status} in schema ${tenant.schema_name}.`,
    }
  },
}

function requestOf(call: Call): NewTenant {
  const slug = call.argument('slug')
  const given = ['placement', 'subdomain', 'plan', 'region'].flatMap((name) => {
    const value = call.option(name)
    return value === undefined ? [] : [[name, value]]
  })
  const domains = call.optionList('domain')
  return checkedTenant({
    slug,
    name: call.option('name') ?? slug,
    ...Object.fromEntries(given),
    ...(domains.length > 0 && { domains }),
  })
}
