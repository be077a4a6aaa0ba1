import type { Tenant } from '../tenant.ts'

/** A tenant for tests; `digit` ends its id. */
export function sampleTenant(slug: string, digit: string, changes: Partial<Tenant> = {}): Tenant {
  return {
    id: `0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0${digit}`,
    slug,
    name: slug,
    subdomain: `${slug}-shop`,
    domains: [`shop.${slug}.example`],
    status: 'active',
    placement: 'shared',
    schema: 'shared',
    epoch: 1,
    accessEpoch: 1,
    plan: 'free',
    region: 'eu',
    settings: {},
    ...changes,
  }
}
