import { randomBytes } from 'node:crypto'
import { type Static, Type } from 'typebox'
import { Id, nullable, Timestamp } from '#platform/contract'

/** A DNS name of at least two labels, lower case; with room for the label of its verification record. */
export const DomainName = Type.String({
  maxLength: 240,
  pattern: '^([a-z0-9]+(-+[a-z0-9]+)*\\.)+[a-z][a-z0-9-]*[a-z0-9]$',
  examples: ['shop.acme.com'],
})

/** A domain as stored. */
export const DomainRow = Type.Object({
  domain: DomainName,
  tenant_id: Id,
  token: Type.String({ examples: ['5f0c1c8b8d9e4a7fb1a2c3d4e5f60718293a4b5c6d7e8f90'] }),
  verified_at: nullable(Timestamp),
  created_at: Timestamp,
})
export type DomainRow = Static<typeof DomainRow>

export const TenantDomain = Type.Object({
  domain: DomainName,
  tenant_id: Id,
  verified_at: nullable(Timestamp),
  created_at: Timestamp,
  verification: Type.Object(
    {
      record_name: Type.String({ examples: ['_stoa.shop.acme.com'] }),
      record_value: Type.String({ examples: ['stoa-verification=5f0c1c8b8d9e4a7fb1a2c3d4e5f60718293a4b5c6d7e8f90'] }),
    },
    { description: 'The TXT record that shows whose domain it is.' },
  ),
})
export type TenantDomain = Static<typeof TenantDomain>

export const NewDomain = Type.Object(
  { domain: DomainName },
  { additionalProperties: false, examples: [{ domain: 'shop.acme.com' }] },
)

/** A domain serves nobody until its DNS shows the token. */
export function newDomain(domain: string, tenant_id: string, created_at: string): DomainRow {
  return { domain, tenant_id, token: randomBytes(24).toString('hex'), verified_at: null, created_at }
}

export function described({ token, ...row }: DomainRow): TenantDomain {
  return {
    ...row,
    verification: { record_name: `_stoa.${row.domain}`, record_value: `stoa-verification=${token}` },
  }
}
