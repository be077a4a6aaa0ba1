import type { WireCall } from './client.ts'
import type { Operation } from './document.ts'
import type { Answered, Sent, Stage } from './stage.ts'

/** The operations that honour an Idempotency-Key. */
export function keyedOperations({ document }: Stage): Operation[] {
  return document.operations.filter(({ honours }) => honours.includes('idempotency_key'))
}

/** Those whose effect is there when they have answered; what is accepted and done later has tests where it is done. */
export function keyedOperationsAtOnce(stage: Stage): Operation[] {
  return keyedOperations(stage).filter(({ success }) => success !== 202)
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
  const { path, token } = sent
  const asked = { ...(path && { path }), ...(token && { token }), query }
  let answer = await stage.call(list, asked)
  while (answer.status === 503) answer = await stage.call(list, asked)
  return (answer.row.paging as { total?: number } | undefined)?.total
}

/** By operation and path of a list, how many rows a call makes there. Not of lists below a row, where no other makes any. */
export type Effects = ReadonlyMap<string, ReadonlyMap<string, number>>

/**
 * Calls each operation once and counts what it makes: `/products/bulk` makes what `/products` lists, and who knows what
 * else does.
 */
export async function readEffects(stage: Stage): Promise<Effects> {
  const effects = new Map<string, ReadonlyMap<string, number>>()
  for (const operation of keyedOperationsAtOnce(stage)) {
    const { sent } = await keyedCall(stage, operation)
    const before = await rowsEverywhere(stage)
    const { status, body } = await stage.call(operation, sent)
    if (status !== operation.success) throw new Error(`${operation.id} did not succeed: ${status} ${body}`)
    const after = await rowsEverywhere(stage)
    effects.set(operation.id, new Map([...after].map(([place, rows]) => [place, rows - before.get(place)!])))
  }
  return effects
}

/** The rows in each list that an operation with a key makes some for, by its path. */
async function rowsEverywhere(stage: Stage): Promise<Map<string, number>> {
  const rows = new Map<string, number>()
  for (const operation of keyedOperationsAtOnce(stage).filter(({ path }) => !path.includes('{'))) {
    const count = await rowsAt(stage, { operation, sent: {} })
    if (count !== undefined) rows.set(operation.path, count)
  }
  return rows
}

/** A call, and how it goes over the wire. */
export interface BegunCall {
  call: KeyedCall
  wire: WireCall
}

/** How many rows all these calls make in the list in which the effect of one of them can be counted. */
export function rowsMadeAt({ call, wire }: BegunCall, begun: readonly BegunCall[], effects: Effects): number {
  const isOfCaller = call.sent.token !== undefined
  const made = begun.map((other) => {
    const shared = effects.get(other.call.operation.id)?.get(call.operation.path)
    return isOfCaller || shared === undefined ? Number(placeOf(other.wire) === placeOf(wire)) : shared
  })
  return made.reduce((sum, rows) => sum + rows, 0)
}

/** Where the call is sent to and by whom. */
function placeOf({ url, headers }: WireCall): string {
  return `${url.split('?', 1)[0]} ${headers.authorization}`
}
