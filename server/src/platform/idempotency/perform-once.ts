import { type Actor, type Doors, Refusal, type Tenant, type Work } from '@stoa/tenancy'
import { KeyInFlight, KeyReused, MalformedKey } from './refusals.ts'
import { type Answers, type KeptAnswer, platformAnswers, tenantAnswers } from './store.ts'

export type Answer = Omit<KeptAnswer, 'request_hash'>

export interface KeyedCall {
  key: string
  /** From `requestHash`: what else the same key may not be used for. */
  requestHash: string
  /** In which the work is done and the answer kept; undefined for work of the platform. */
  tenant: Tenant | undefined
  /** Keys belong to an actor; an actor without id cannot use them. */
  actor: Actor & { id: string }
  /** Whose key it is, where somebody acts as the actor: an id, so that neither is told what the other was answered. */
  keyOwnerId?: string | undefined
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
  doors: Doors,
  call: KeyedCall,
  work: (scope: Work) => Promise<Answer>,
): Promise<{ answer: Answer; isReplay: boolean }> {
  if (!keyPattern.test(call.key)) throw MalformedKey()
  const name = { actor_id: call.keyOwnerId ?? call.actor.id, key: call.key }
  const answers = call.tenant ? tenantAnswers : platformAnswers
  try {
    const answer = await open(doors, call, 'write', async (scope) => {
      scope.write(answers.claim, name)
      const answer = await work(scope)
      const kept = { status: answer.status, headers: answer.headers, body: answer.body }
      scope.write(answers.insert, { ...name, ...kept, request_hash: call.requestHash, created_at: scope.now })
      forgetSometimes(scope, answers)
      return answer
    })
    return { answer, isReplay: false }
  } catch (error) {
    const find = () => open(doors, call, 'read', (scope) => scope.first(answers.find, name))
    const kept = error instanceof Refusal ? await find() : undefined
    if (!kept) throw isInFlight(error) ? KeyInFlight(undefined, { headers: { 'retry-after': '1' } }) : error
    if (kept.request_hash !== call.requestHash) throw KeyReused()
    return { answer: kept, isReplay: true }
  }
}

function open<T>(doors: Doors, call: KeyedCall, mode: 'read' | 'write', body: (scope: Work) => Promise<T>): Promise<T> {
  const { tenant, actor } = call
  return tenant ? doors.scope(tenant, { actor, mode }, body) : doors.system({ actor, mode }, body)
}

function isInFlight(error: unknown): boolean {
  return error instanceof Refusal && error.type === KeyInFlight
}

function forgetSometimes(scope: Work, answers: Answers): void {
  callsSinceForgetting++
  if (callsSinceForgetting < callsBetweenForgetting) return
  callsSinceForgetting = 0
  scope.write(answers.deleteBefore, { before: new Date(Date.parse(scope.now) - keptForMs).toISOString() })
}
