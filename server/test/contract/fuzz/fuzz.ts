import fc from 'fast-check'
import type { Answer } from '../client.ts'
import { headOf } from '../client.ts'
import type { Operation } from '../document.ts'
import { createJudge, type Judge } from '../judge.ts'
import { sortsOf } from '../paging.ts'
import type { Stage } from '../stage.ts'
import { insideTold } from './inside.ts'
import { type Material, type OddCall, oddCalls } from './odd-calls.ts'

export interface FuzzOptions {
  calls: number
  seed: number
  /** Calls that are under way at a time. */
  atOnce: number
}

export interface FuzzReport {
  /** By what is wrong, the first call that shows it. */
  faults: Map<string, string>
  /** Answers by status. */
  statuses: Map<string, number>
}

/** How many kinds of fault are told. */
const maxFaults = 20

/** Sends odd calls to every operation, many at a time, and says which answers are not as they should be. */
export async function fuzz(stage: Stage, { calls, seed, atOnce }: FuzzOptions): Promise<FuzzReport> {
  const judge = createJudge(stage.document)
  const report: FuzzReport = { faults: new Map(), statuses: new Map() }
  const materials = await Promise.all(stage.document.operations.map((operation) => materialFor(stage, operation)))
  const each = Math.ceil(calls / materials.length)
  const queue = streams(materials, each, seed)
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const call of queue) {
        if (report.faults.size >= maxFaults) return
        await fire(stage, judge, call, report)
      }
    }),
  )
  return report
}

/** Calls of all operations in turn, so that they meet each other; made while they are sent. */
function* streams(materials: readonly Material[], each: number, seed: number): Generator<OddCall> {
  const batch = 50
  for (let begun = 0; begun < each; begun += batch) {
    const numRuns = Math.min(batch, each - begun)
    const batches = materials.map((material) => fc.sample(oddCalls(material), { numRuns, seed: seed + begun }))
    for (let index = 0; index < numRuns; index++) for (const calls of batches) yield calls[index]!
  }
}

async function materialFor(stage: Stage, operation: Operation): Promise<Material> {
  const ready = await stage.ready(operation)
  const token = ready.token ?? (operation.door === 'public' ? null : await stage.newToken(operation.door))
  const wire = await stage.written(operation, { ...ready, token })
  const cursors: string[] = []
  if (operation.query.some(({ name }) => name === 'cursor')) {
    for (const sort of sortsOf(operation)) {
      const { row } = await stage.call(operation, { ...ready, query: { ...ready.query, limit: '1', sort } })
      const { next_cursor: cursor } = (row.paging ?? {}) as { next_cursor?: string }
      if (cursor) cursors.push(`?${new URLSearchParams({ sort, cursor })}`)
    }
  }
  return { operation, wire, cursors }
}

async function fire(stage: Stage, judge: Judge, call: OddCall, report: FuzzReport): Promise<void> {
  const told = (fault: string) => {
    const kind = `${call.operation.id}, ${call.what}: ${fault.replaceAll(/[0-9a-f-]{36}|"instance":"[^"]+"/g, '…')}`
    if (!report.faults.has(kind)) report.faults.set(kind, described(call))
  }
  let answer: Answer | undefined
  try {
    answer = await send(stage, call)
  } catch (error) {
    return told(`no answer: ${(error as Error).message}`)
  }
  const status = String(answer?.status ?? 'closed')
  report.statuses.set(status, (report.statuses.get(status) ?? 0) + 1)
  if (!answer) return call.bytes ? undefined : told('closed without an answer')
  for (const fault of faultsIn(answer, call, judge)) told(fault)
}

function described({ bytes, wire: { method, url, headers, body } }: OddCall): string {
  const { authorization: _, ...others } = headers
  const sent = bytes ?? [`${method} ${url}`, JSON.stringify(others), String(body ?? '')]
  return sent.map((part) => part.slice(0, 600)).join('\n')
}

/** What no client library would send goes as bytes. */
async function send({ client }: Stage, { bytes, wire }: OddCall): Promise<Answer | undefined> {
  if (bytes) return client.sendBytes(...bytes)
  try {
    return await client.send(wire)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!/^ERR_(?:INVALID_CHAR|UNESCAPED_CHARACTERS|HTTP_INVALID_HEADER_VALUE|INVALID_HTTP_TOKEN)$/.test(code))
      throw error
    const body = Buffer.from(wire.body ?? '')
    const headers = { ...wire.headers, 'content-length': String(body.length), connection: 'close' }
    return client.sendBytes(headOf({ ...wire, headers }), body)
  }
}

function faultsIn(answer: Answer, { operation, isOfOperation, wire, bytes }: OddCall, judge: Judge): string[] {
  const inside = insideTold(answer, wire)
  if (inside) return [`${answer.status} tells of the inside: ${inside}`]
  if (answer.status >= 500) return [`it fails: ${answer.status} ${answer.body}`]
  // A HEAD has no body, and one that is compressed was judged uncompressed elsewhere.
  if (wire.method === 'HEAD' || answer.headers['content-encoding']) return []
  // A body that nobody wants and that has not arrived in time is refused before anybody looks where it leads.
  if (answer.status === 408 && !operation.body) return problemFaults(answer)
  if (isOfOperation) return judge(operation, answer)
  // Node itself refuses HTTP/1.1 without a host, before anything of ours.
  if (bytes && answer.status === 400 && !/^host:/im.test(bytes.join(''))) return []
  return answer.status >= 400 ? problemFaults(answer) : []
}

function problemFaults({ status, headers, body }: Answer): string[] {
  if (!/^application\/problem\+json/.test(headers['content-type'] ?? '')) return [`${status} is no problem: ${body}`]
  const problem = JSON.parse(body)
  const missing = ['type', 'title', 'status', 'detail', 'code', 'instance'].filter(
    (name) => problem[name] === undefined,
  )
  return missing.length > 0 || problem.status !== status ? [`${status} lacks ${missing.join()}: ${body}`] : []
}
