import { placements, tenantStatuses } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import { oneOf } from '#platform/contract'
import { TenantRecord } from '../tenant.ts'

const { id, slug, name, subdomain, epoch, access_epoch, plan, region, settings } = TenantRecord.properties

/** A tenant as registries know it: the kernel's `Tenant`, as the wire spells it. */
export const RegistryEntry = Type.Object({
  id,
  slug,
  name,
  subdomain,
  domains: Type.Array(Type.String(), { description: 'Verified ones only.' }),
  status: oneOf(tenantStatuses),
  placement: oneOf(placements),
  schema: Type.String({ examples: ['shared'] }),
  epoch,
  access_epoch,
  plan,
  region,
  settings,
})
export type RegistryEntry = Static<typeof RegistryEntry>

export const RegistryQuery = Type.Object(
  { by: oneOf(['id', 'slug', 'subdomain', 'domain']), key: Type.String({ minLength: 1, maxLength: 255 }) },
  { additionalProperties: false },
)
export type RegistryQuery = Static<typeof RegistryQuery>
