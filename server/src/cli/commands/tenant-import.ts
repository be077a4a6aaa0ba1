import { bindingKeyFrom, type Placement, placements, readLines } from '@stoa/tenancy'
import { importTenant } from '#platform/tenants'
import { checkedTenant } from '../checked-tenant.ts'
import { type Call, type Command, UsageError } from '../command.ts'
import { countedLines } from '../counted-lines.ts'
import { importedOutcome } from '../imported-outcome.ts'
import { withDatabase } from '../opened.ts'

export const tenantImport: Command = {
  words: ['tenant', 'import'],
  summary: 'Make a tenant from a file that "stoa tenant export" wrote',
  description:
    'It gets an id of its own. All of it is made, or nothing: refused when the file was cut short or changed, when its\n' +
    'tables were made by other migrations, or when a name is taken. Domains have to be verified anew.',
  arguments: ['file'],
  options: [
    { name: 'slug', placeholder: 'slug', description: 'The one in the file unless given' },
    { name: 'name', placeholder: 'name', description: 'The one in the file unless given' },
    { name: 'subdomain', placeholder: 'label', description: 'The given slug, or the one in the file' },
    {
      name: 'placement',
      placeholder: 'placement',
      description: 'The one in the file unless given',
      choices: placements,
    },
  ],
  async run(call) {
    const file = call.argument('file')
    const request = requestOf(call)
    const imported = await withDatabase(call, ({ urls }) => {
      const place = { urls, bindingKey: bindingKeyFrom(call.config.secretKey) }
      return importTenant(place, countedLines(readLines(file), call.progress), request).catch(explain)
    })
    return importedOutcome(imported)
  },
}

function requestOf(call: Call) {
  const given = ['slug', 'name', 'subdomain', 'placement'].flatMap((name) => {
    const value = call.option(name)
    return value === undefined ? [] : [[name, value]]
  })
  const request: { slug?: string; name?: string; subdomain?: string; placement?: Placement } = Object.fromEntries(given)
  checkedTenant({ slug: 'given', name: 'given', ...request })
  return request
}

function explain(error: Error & { code?: string; path?: string }): never {
  if (error.code === 'ENOENT') throw new UsageError(`There is no file ${error.path}.`)
  throw error
}
