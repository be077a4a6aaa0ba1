import type { SystemScope } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import { type ActingUser, Id, nullable, oneOf, roles } from '#platform/contract'
import { systemStatement } from '#platform/database'
import { SessionRevoked } from '../refusals.ts'
import { tokenChallenge } from '../tokens/access-token.ts'

const MyTenant = Type.Object({
  id: Id,
  slug: Type.String({ examples: ['acme'] }),
  name: Type.String({ examples: ['Acme'] }),
  status: Type.String({ examples: ['active'] }),
  role: oneOf(roles),
})

export const Me = Type.Object({
  id: Id,
  email: Type.String({ examples: ['ada@example.com'] }),
  name: Type.String({ examples: ['Ada Lovelace'] }),
  is_superadmin: Type.Boolean(),
  session_id: Id,
  impersonated_by: nullable(Type.Object({ id: Id, email: Type.String({ examples: ['operator@example.com'] }) })),
  tenants: Type.Array(MyTenant, { description: 'Where I may act, by name. A suspended tenant lets nobody in.' }),
})
export type Me = Static<typeof Me>

const findPerson = systemStatement('me.find', (db, p: { user_id: string }) =>
  db.selectFrom('core.users').select(['id', 'email', 'name', 'is_superadmin']).where('id', '=', p.user_id),
)

const listMyTenants = systemStatement('me.list_tenants', (db, p: { user_id: string }) =>
  db
    .selectFrom('core.memberships as membership')
    .innerJoin('core.tenants as tenant', 'tenant.id', 'membership.tenant_id')
    .select(['tenant.id', 'tenant.slug', 'tenant.name', 'tenant.status', 'membership.role'])
    .where('membership.user_id', '=', p.user_id)
    .where('membership.status', '=', 'active')
    .where('membership.deleted_at', 'is', null)
    .where('tenant.deleted_at', 'is', null)
    .orderBy('tenant.name')
    .orderBy('tenant.id')
    .$castTo<Static<typeof MyTenant>>(),
)

const findImpersonator = systemStatement('me.find_impersonator', (db, p: { user_id: string }) =>
  db.selectFrom('core.users').select(['id', 'email']).where('id', '=', p.user_id),
)

/** What the database says of the caller, which may be newer than the token. */
export async function readMe(scope: SystemScope, user: ActingUser): Promise<Me> {
  const { impersonator } = user
  const [person, tenants, impersonatedBy] = await Promise.all([
    scope.first(findPerson, { user_id: user.id }),
    scope.all(listMyTenants, { user_id: user.id }),
    impersonator && scope.first(findImpersonator, { user_id: impersonator.id }),
  ])
  if (!person) throw SessionRevoked(undefined, tokenChallenge)
  return {
    ...person,
    session_id: user.sessionId,
    impersonated_by: impersonatedBy ?? null,
    tenants: impersonator ? tenants.filter(({ id }) => user.memberships[id] !== undefined) : tenants,
  }
}
