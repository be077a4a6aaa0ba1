import { bindingKeyFrom, writeLines } from '@stoa/tenancy'
import { exportTenant } from '#platform/tenants'
import { type Command, UsageError } from '../command.ts'
import { countedLines } from '../counted-lines.ts'
import { withDatabase } from '../opened.ts'

export const tenantExport: Command = {
  words: ['tenant', 'export'],
  summary: 'Write a tenant to a file',
  description:
    'All of it as it is at one moment, while it works: rows, settings, domains and members, without logins, codes and\n' +
    'kept answers. A name that ends in .gz is compressed. The file holds personal data and is readable for you only.',
  arguments: ['slug or id'],
  options: [
    { name: 'to', placeholder: 'file', description: 'A file that does not exist yet', isRequired: true },
    { name: 'without-people', description: 'Leave members out; orders still name their buyers' },
  ],
  async run(call) {
    const tenant = call.argument('slug or id')
    const file = call.option('to')!
    const isWithoutPeople = call.option('without-people') !== undefined
    await withDatabase(call, async ({ urls }) => {
      const place = { urls, bindingKey: bindingKeyFrom(call.config.secretKey) }
      const lines = countedLines(exportTenant(place, { tenant, isWithoutPeople }), call.progress)
      await writeLines(file, lines).catch(explain)
    })
    return { data: { file }, text: `Tenant ${tenant} is in ${file}.` }
  },
}

function explain(error: Error & { code?: string; path?: string }): never {
  if (error.code === 'EEXIST') throw new UsageError('There is a file of that name; an export replaces none.')
  if (error.code === 'ENOENT' || error.code === 'EACCES') throw new UsageError(`${error.path} cannot be written.`)
  throw error
}
