import type { SystemScope } from '@stoa/tenancy'
import { SessionNotFound } from '../refusals.ts'
import { announce, writeNotice } from '../tokens/notices.ts'
import type { Revocations } from '../tokens/revocations.ts'
import { type RevokedBecause, revokeSession } from './store.ts'

/** Ends one of the person's own sessions, in every process. Somebody else's is not there. */
export async function endSession(
  scope: SystemScope,
  revocations: Revocations,
  session: { id: string; user_id: string },
  because: RevokedBecause,
): Promise<void> {
  const ended = await scope.first(revokeSession, { ...session, revoked_at: scope.now, revoked_because: because })
  if (!ended) throw SessionNotFound()
  scope.write(announce, writeNotice('session', session.id))
  scope.afterCommit(() => revocations.end(session.id))
}
