import type { SystemScope } from '@stoa/tenancy'
import { type ActingUser, newId } from '#platform/contract'
import type { IdentityParts } from '../parts.ts'
import { accessTokenSeconds } from '../tokens/access-token.ts'
import { type Standing, standingById } from '../tokens/standing.ts'
import type { BegunImpersonation, Impersonation, NewImpersonation } from './impersonation.ts'
import { NotImpersonated, SuperadminNotImpersonated } from './refusals.ts'
import { insertImpersonation } from './store.ts'

/**
 * Lets an operator act as a user in one tenant, with that user's rights there and no others, for as long as one access
 * token lives; there is nothing to refresh it with.
 */
export async function beginImpersonation(
  scope: SystemScope,
  { desk, onSecurityEvent }: Pick<IdentityParts, 'desk' | 'onSecurityEvent'>,
  { operator, wanted, address }: { operator: ActingUser; wanted: NewImpersonation; address: string },
): Promise<BegunImpersonation> {
  const person = await scope.first(standingById, { user_id: wanted.user_id })
  const begun: Impersonation = {
    id: newId(),
    ...wanted,
    impersonator_id: operator.id,
    address: address.slice(0, 64),
    created_at: scope.now,
    expires_at: new Date(Date.parse(scope.now) + accessTokenSeconds * 1000).toISOString(),
    ended_at: null,
  }
  const user = impersonated(person, begun, operator)
  scope.write(insertImpersonation, begun)
  scope.afterCommit(() => {
    onSecurityEvent({
      code: 'identity.impersonation_begun',
      impersonationId: begun.id,
      impersonatorId: operator.id,
      userId: begun.user_id,
      tenantId: begun.tenant_id,
      address,
    })
  })
  const access_token = desk.accessTokens.issue(user, new Date(scope.now))
  return { ...begun, access_token, token_type: 'Bearer', expires_in: accessTokenSeconds }
}

/** The user as the operator acts for them; refuses who may not be acted for. */
function impersonated(
  person: Standing | undefined,
  { id, tenant_id }: Impersonation,
  operator: ActingUser,
): ActingUser {
  const role = person?.memberships[tenant_id]
  if (person?.is_superadmin) throw SuperadminNotImpersonated()
  if (person?.status !== 'active' || role === undefined) throw NotImpersonated()
  return {
    kind: 'user',
    id: person.id,
    email: person.email,
    sessionId: id,
    isSuperadmin: false,
    memberships: { [tenant_id]: role },
    impersonator: { id: operator.id, sessionId: operator.sessionId },
  }
}
