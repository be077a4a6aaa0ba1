import { ExportDamaged, parsedLine, type RoleUrls, type RowsManifest } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Id, oneOf, roles, Timestamp } from '#platform/contract'
import { DomainName } from '../domains/domain.ts'
import { NewTenant, TenantFields, TenantRecord } from '../tenant.ts'

/** Where tenants are taken from and made: as the roles, because an export is read and an import is written by them. */
export interface TransferPlace {
  urls: Pick<RoleUrls, 'owner' | 'reader' | 'system'>
  bindingKey: Buffer
}

/**
 * Kept answers of calls do not travel: they belong to callers of the tenant they were given in, and may hold what was
 * shown once.
 */
export const tablesLeftOut: readonly string[] = ['idempotency_keys']

/** The first line of an export. `docs/guides/tenant-lifecycle.md` says what all of them mean. */
const Manifest = Type.Object({
  format: Type.Literal('stoa.tenant'),
  version: Type.Literal(1),
  exported_at: Timestamp,
  tenant: Type.Object({
    id: Id,
    slug: NewTenant.properties.slug,
    ...TenantFields.properties,
    placement: TenantRecord.properties.placement,
    settings: TenantRecord.properties.settings,
  }),
  domains: Type.Array(DomainName),
  has_people: Type.Boolean(),
  rows: Type.Unsafe<RowsManifest>(
    Type.Object({
      migrations: Type.Array(Type.Object({ version: Type.Integer(), checksum: Type.String() })),
      tables: Type.Array(
        Type.Object({
          name: Type.String(),
          rows: Type.Integer({ minimum: 0 }),
          hash: Type.String(),
          columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
        }),
      ),
    }),
  ),
})
export type Manifest = Static<typeof Manifest>

/** Somebody's membership and what it takes to know them on another platform. No login, session or code travels. */
const Person = Type.Object({
  user_id: Id,
  email: Type.String({ minLength: 3, maxLength: 254 }),
  user_name: Type.String(),
  name: Type.String(),
  role: oneOf(roles),
  status: oneOf(['active', 'disabled']),
  metadata: Type.Record(Type.String(), Type.Unknown()),
  created_at: Timestamp,
  deleted_at: Type.Union([Timestamp, Type.Null()]),
})
export type Person = Static<typeof Person>

const manifests = Compile(Manifest)
const people = Compile(Person)

/** @throws ExportDamaged */
export function parseManifest(line: string | undefined): Manifest {
  const manifest = line === undefined ? undefined : parsedLine(line)
  if (!manifests.Check(manifest))
    throw ExportDamaged('It does not begin like an export of a tenant that this version reads.')
  return manifest
}

/** @throws ExportDamaged */
export function parsePerson(person: unknown): Person {
  if (!people.Check(person)) throw ExportDamaged('A member in it cannot be read.')
  return person
}
