import { type Placement, placements, tenantStatuses } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import { Id, Metadata, nullable, oneOf, patchOf, RowColumns, Timestamp, text } from '#platform/contract'
import { DomainName } from './domains/domain.ts'

const label = '^[a-z0-9]+(-[a-z0-9]+)*$'

const Subdomain = Type.String({
  maxLength: 63,
  pattern: label,
  examples: ['acme'],
  description: 'First label under the base domain.',
})

/** What can be changed of a tenant. */
export const TenantFields = Type.Object({
  name: text(120, { examples: ['Acme Ceramics'] }),
  subdomain: Subdomain,
  plan: text(64, { examples: ['free'] }),
  region: text(64, { examples: ['eu'] }),
  branding: Metadata,
  metadata: Metadata,
})

const identity = {
  slug: Type.String({
    minLength: 2,
    maxLength: 50,
    // A slug that looks like an id would be taken for one.
    pattern: `^(?![0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$)${label.slice(1)}`,
    examples: ['acme'],
    description: 'Names the tenant in headers, paths and files; never changes.',
  }),
  placement: oneOf(placements),
}

export const TenantRecord = Type.Object({
  id: Id,
  ...TenantFields.properties,
  ...identity,
  status: oneOf(tenantStatuses),
  schema_name: Type.String({ examples: ['shared'], description: 'The database schema with its rows.' }),
  epoch: Type.Integer({ minimum: 1, description: 'Grows whenever access ends or begins everywhere, and with a move.' }),
  access_epoch: Type.Integer({
    minimum: 1,
    description: 'The epoch in which access last ended or began; work that was queued before it is not done.',
  }),
  settings: Type.Record(Type.String(), Type.Unknown(), { description: 'Only what differs from the defaults.' }),
  suspended_at: nullable(Timestamp),
  deleted_at: nullable(Timestamp),
  deleted_by: nullable(Id),
  purging_since: { ...nullable(Timestamp), description: 'When its purge began; it cannot be restored any more.' },
  ...RowColumns,
})
export type TenantRecord = Static<typeof TenantRecord>

export const NewTenant = Type.Object(
  {
    name: TenantFields.properties.name,
    slug: identity.slug,
    subdomain: Type.Optional({ ...Subdomain, description: 'The slug, unless said.' }),
    placement: Type.Optional({ ...identity.placement, default: 'shared' }),
    domains: Type.Optional(Type.Array(DomainName, { maxItems: 20, uniqueItems: true })),
    plan: Type.Optional(TenantFields.properties.plan),
    region: Type.Optional(TenantFields.properties.region),
    branding: Type.Optional(Metadata),
    metadata: Type.Optional(Metadata),
  },
  { additionalProperties: false, examples: [{ name: 'Acme Ceramics', slug: 'acme', placement: 'schema' }] },
)
export type NewTenant = Static<typeof NewTenant>

export const TenantPatch = patchOf(TenantFields, { examples: [{ name: 'Acme Tableware', plan: 'business' }] })
export type TenantPatch = Static<typeof TenantPatch>

/** What anybody may know of a tenant. */
export const PublicTenant = Type.Object({
  id: Id,
  slug: identity.slug,
  name: TenantFields.properties.name,
  subdomain: Subdomain,
  branding: Metadata,
})
export type PublicTenant = Static<typeof PublicTenant>

export const LookupQuery = Type.Object(
  { slug: Type.Optional(identity.slug), domain: Type.Optional(DomainName) },
  { additionalProperties: false },
)
export type LookupQuery = Static<typeof LookupQuery>

/** Slugs have no underscore, so two slugs never share a schema. */
export function schemaFor(placement: Placement, slug: string): string {
  return placement === 'shared' ? 'shared' : `tenant_${slug.replaceAll('-', '_')}`
}
