import { CachedRegistry, postgresTenants } from '@stoa/tenancy'
import pg from 'pg'
import { prepareDatabase } from '../../database.ts'
import { findDemoTenants, seed } from '../../seed.ts'
import type { Command } from '../command.ts'
import { withTenancy } from '../opened.ts'

export const seedCommand: Command = {
  words: ['seed'],
  summary: 'Make the demo: three tenants with people, sellers, products and orders',
  description: 'Completes what a run before left undone. A platform with other tenants is not touched.',
  async run(call) {
    const tenants = await withTenancy(call, async (tenancy, database) => {
      await prepareDatabase(database, call.config, call.progress)
      const lookups = new pg.Pool({ connectionString: database.urls.system, max: 1, application_name: 'stoa cli' })
      try {
        const registry = new CachedRegistry(postgresTenants(lookups))
        return (await seed(tenancy, registry)) ? await findDemoTenants(registry) : []
      } finally {
        await lookups.end()
      }
    })
    const names = tenants.map(({ slug, placement }) => `${slug} (${placement})`).join(', ')
    return {
      data: { tenants: tenants.map(({ id, slug, placement }) => ({ id, slug, placement })) },
      text: names === '' ? 'The platform has tenants of its own; nothing was done.' : `The demo is there: ${names}.`,
    }
  },
}
