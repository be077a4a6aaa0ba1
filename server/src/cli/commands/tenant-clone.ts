import { bindingKeyFrom, type Placement, placements } from '@stoa/tenancy'
import { cloneTenant } from '#platform/tenants'
import { checkedTenant } from '../checked-tenant.ts'
import type { Command } from '../command.ts'
import { importedOutcome } from '../imported-outcome.ts'
import { withDatabase } from '../opened.ts'

export const tenantClone: Command = {
  words: ['tenant', 'clone'],
  summary: 'Copy a tenant under a new name, for staging',
  description:
    'The same rows as at one moment, while the tenant works, under an id of their own. Its domains are not copied.',
  arguments: ['slug or id'],
  options: [
    { name: 'as', placeholder: 'slug', description: 'Slug of the copy', isRequired: true },
    {
      name: 'placement',
      placeholder: 'placement',
      description: 'That of the tenant unless given',
      choices: placements,
    },
    { name: 'without-people', description: 'Copy no members; orders still name their buyers' },
  ],
  async run(call) {
    const slug = call.option('as')!
    checkedTenant({ slug, name: slug })
    const imported = await withDatabase(call, ({ urls }) =>
      cloneTenant(
        { urls, bindingKey: bindingKeyFrom(call.config.secretKey) },
        {
          tenant: call.argument('slug or id'),
          slug,
          placement: call.option('placement') as Placement | undefined,
          isWithoutPeople: call.option('without-people') !== undefined,
        },
      ),
    )
    return importedOutcome(imported)
  },
}
