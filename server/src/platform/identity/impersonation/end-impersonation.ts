import type { SystemScope } from '@stoa/tenancy'
import type { IdentityParts } from '../parts.ts'
import { announce, writeNotice } from '../tokens/notices.ts'
import { ImpersonationNotFound } from './refusals.ts'
import { endLiving } from './store.ts'

/** Ends an impersonation in every process, whoever of the operators began it. */
export async function endImpersonation(
  scope: SystemScope,
  { revocations, onSecurityEvent }: Pick<IdentityParts, 'revocations' | 'onSecurityEvent'>,
  { id, address }: { id: string; address: string },
): Promise<void> {
  const ended = await scope.first(endLiving, { id, ended_at: scope.now })
  if (!ended) throw ImpersonationNotFound()
  scope.write(announce, writeNotice('session', id))
  scope.afterCommit(() => {
    revocations.end(id)
    onSecurityEvent({
      code: 'identity.impersonation_ended',
      impersonationId: id,
      impersonatorId: ended.impersonator_id,
      userId: ended.user_id,
      tenantId: ended.tenant_id,
      address,
    })
  })
}
