import { type Doors, Refusal, type Scope, type ScopeOptions, type Tenant } from '@stoa/tenancy'
import { KeyInFlight, KeyReused, MalformedKey } from './refusals.ts'
import { claimKey, deleteAnswersBefore, findAnswer, insertAnswer, type KeptAnswer } from './store.ts'

export type Answer = Omit<KeptAnswer, 'request_hash'>

export interface KeyedCall {
  key: string
  /** From `requestHash`: what else the same key may not be used for. */
  requestHash: string
  tenant: Tenant
  /** Keys belong to an actor; an actor without id cannot use them. */
  actor: ScopeOptions['actor'] & { id: string }
}

const keyPattern = /^[\x21-\x7e]{1,255}$/

/** How long an answer is kept at least. */
const keptForMs = 24 * 60 * 60 * 1000

/** Each process forgets old answers with every so many keyed calls, so that no job is needed and few calls pay. */
const callsBetweenForgetting = 100
let callsSinceForgetting = 0

/**
 * Performs a call at most once per key: the work's transaction also claims the key first and keeps the answer last.
 * All of it is queued, so a create whose statements are known still takes one round trip.
 *
 * Invariant: an answer is kept exactly when the work was committed. A refusal rolls back and keeps nothing, so a
 * repeated call is simply tried again; whatever it meets then (a unique key its own first call has taken), the kept
 * answer comes before any refusal.
 *
 * On a replay the work may begin once more, until its first batch tells that the key is taken, and is rolled back.
 * What reaches beyond the transaction therefore belongs behind a read, into a job, or into `afterCommit`.
 *
 * @returns the answer, and whether it is a replay of an earlier call
 */
export async function performOnce(
  doors: Pick<Doors, 'scope'>,
  call: KeyedCall,
  work: (scope: Scope) => Promise<Answer>,
): Promise<{ answer: Answer; isReplay: boolean }> {
  if (!keyPattern.test(call.key)) throw MalformedKey()
  const name = { actor_id: call.actor.id, key: call.key }
  try {
    const answer = await doors.scope(call.tenant, { actor: call.actor, mode: 'write' }, async (scope) => {
      scope.write(claimKey, name)
      const answer = await work(scope)
      const kept = { status: answer.status, headers: answer.headers, body: answer.body }
      scope.write(insertAnswer, { ...name, ...kept, request_hash: call.requestHash, created_at: scope.now })
      forgetSometimes(scope)
      return answer
    })
    return { answer, isReplay: false }
  } catch (error) {
    const kept = error instanceof Refusal ? await findKept(doors, call, name) : undefined
    if (!kept) throw isInFlight(error) ? KeyInFlight(undefined, { headers: { 'retry-after': '1' } }) : error
    if (kept.request_hash !== call.requestHash) throw KeyReused()
    return { answer: kept, isReplay: true }
  }
}

function findKept(doors: Pick<Doors, 'scope'>, call: KeyedCall, name: { actor_id: string; key: string }) {
  return doors.scope(call.tenant, { actor: call.actor, mode: 'read' }, (scope) => scope.first(findAnswer, name))
}

function isInFlight(error: unknown): boolean {
  return error instanceof Refusal && error.type === KeyInFlight
}

function forgetSometimes(scope: Scope): void {
  callsSinceForgetting++
  if (callsSinceForgetting < callsBetweenForgetting) return
  callsSinceForgetting = 0
  scope.write(deleteAnswersBefore, { before: new Date(Date.parse(scope.now) - keptForMs).toISOString() })
}
