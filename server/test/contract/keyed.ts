import type { WireCall } from './client.ts'
import type { Operation } from './document.ts'
import type { Answered, Sent, Stage } from './stage.ts'

/** The operations that honour an Idempotency-Key. */
export function keyedOperations({ document }: Stage): Operation[] {
  return document.operations.filter(({ honours }) => honours.includes('idempotency_key'))
}

/** A call with a key that nobody used, and the list in which its effect can be counted. */
export interface KeyedCall {
  operation: Operation
  sent: Sent
}

export async function keyedCall(stage: Stage, operation: Operation): Promise<KeyedCall> {
  const ready = await stage.ready(operation)
  return { operation, sent: { ...ready, headers: { ...ready.headers, 'idempotency-key': `key-${stage.mark()}` } } }
}

/** Sends the call until no other has its key any more. */
export async function settled(stage: Stage, { operation, sent }: KeyedCall): Promise<Answered> {
  for (;;) {
    const answer = await stage.call(operation, sent)
    if (answer.code !== 'idempotency.in_flight') return answer
  }
}

/** How many rows are where the call makes one; undefined where nothing lists them. */
export async function rowsAt(stage: Stage, { operation, sent }: KeyedCall): Promise<number | undefined> {
  const list = stage.document.operations.find(({ method, path }) => method === 'GET' && path === operation.path)
  if (!list) return undefined
  const query: Record<string, string> = list.query.some(({ name }) => name === 'limit') ? { limit: '1' } : {}
  const answer = await stage.call(list, { ...(sent.path && { path: sent.path }), query })
  return (answer.row.paging as { total?: number } | undefined)?.total
}

/** Where the call is sent to, without what differs between two of them. */
export function placeOf({ url }: WireCall): string {
  return url.split('?', 1)[0]!
}
