import type { Scope } from '@stoa/tenancy'
import { SessionNotFound } from '../refusals.ts'
import type { Revocations } from '../tokens/revocations.ts'
import { announceEndedSessions, type HumanRevokedBecause, revokeHumanSessions, tellEndedSessions } from './store.ts'

/** Logs a human out everywhere, in every process in under a second. Whoever calls holds the human's row. */
export async function endSessionsOfHuman(scope: Scope, human_id: string, because: HumanRevokedBecause): Promise<void> {
  const revocation = { human_id, revoked_at: scope.now, revoked_because: because }
  const ended = await scope.all(revokeHumanSessions, revocation, { isOne: false })
  tellEnded(
    scope,
    ended.map(({ id }) => id),
  )
}

/** Ends one of the human's own sessions. Somebody else's is not there. */
export async function endHumanSession(
  scope: Scope,
  revocations: Revocations,
  session: { id: string; human_id: string },
  because: HumanRevokedBecause,
): Promise<void> {
  const revocation = { ...session, revoked_at: scope.now, revoked_because: because }
  const ended = await scope.first(revokeHumanSessions, revocation, { isOne: true })
  if (!ended) throw SessionNotFound()
  tellEnded(scope, [session.id])
  scope.afterCommit(() => revocations.end(session.id))
}

/** Tells every process, when the work commits, that these sessions have ended. */
export function tellEnded(scope: Scope, ids: string[]): void {
  if (ids.length === 0) return
  scope.write(tellEndedSessions, { ids, ended_at: scope.now })
  scope.write(announceEndedSessions, { ids })
}
