import type { Imported } from '#platform/tenants'
import type { Outcome } from './command.ts'

/** What a command that made a tenant out of another has to say. */
export function importedOutcome({ tenant, rows, people, domainsLeftOut }: Imported): Outcome {
  const made = `Tenant ${tenant.slug} (${tenant.id}) is active in schema ${tenant.schema_name}: `
  const counts = `${rows} rows, ${people} members; every hash is equal.`
  const leftOut = domainsLeftOut.map((domain) => `Domain ${domain} is another tenant's and was left out.`)
  return {
    data: { tenant, rows, people, domains_left_out: domainsLeftOut },
    text: [made + counts, ...leftOut].join('\n'),
  }
}
