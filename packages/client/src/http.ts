import type { CallOptions, OperationShape } from './call.ts'
import { type Problem, Refused, Unreachable } from './refusal.ts'

export interface Wire {
  /** Where the server is: `https://shop.example`. */
  baseUrl: string
  fetch: typeof fetch
  /** For one try. */
  timeoutMs: number
}

type Values = Record<string, unknown>

/** One try of one call. @throws Refused, Unreachable, and what the caller's signal was aborted with */
export async function send(
  wire: Wire,
  operation: OperationShape,
  request: Values,
  headers: Record<string, string>,
  signal: CallOptions['signal'],
): Promise<unknown> {
  const { body, ...values } = request
  const init: RequestInit = { method: operation.method, headers }
  if (body !== undefined) {
    init.body = operation.takes ? String(body) : JSON.stringify(body)
    headers['content-type'] = operation.takes ?? 'application/json'
  }
  const response = await answered(wire, urlOf(wire.baseUrl, operation, values), init, signal)
  if (response.status === 204) return undefined
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
  const text = await response.text().catch((cause) => {
    throw unreachable(cause, signal)
  })
  if (response.ok && !isJson) return text
  const answer = isJson ? parsed(text) : undefined
  if (response.ok && answer !== undefined) return answer
  if (isProblem(answer)) throw new Refused(answer, secondsOf(response.headers.get('retry-after')))
  throw new Unreachable(`the answer (${response.status}) is none of Stoa`)
}

async function answered(
  wire: Wire,
  url: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const limit = AbortSignal.timeout(wire.timeoutMs)
  try {
    return await wire.fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, limit]) : limit })
  } catch (cause) {
    throw unreachable(cause, signal)
  }
}

/** Who aborts a call is told what they said; everything else is the network. */
function unreachable(cause: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? signal.reason : new Unreachable('the server did not answer', { cause })
}

function urlOf(baseUrl: string, { path, isAtRoot }: OperationShape, values: Values): string {
  const left = { ...values }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = left[name]
    if (value === undefined || value === '') throw new TypeError(`${path} needs ${name}`)
    delete left[name]
    return encodeURIComponent(String(value))
  })
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(left)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  const url = `${baseUrl.replace(/\/+$/, '')}${isAtRoot ? '' : '/api/v1'}${filled}`
  return query.size > 0 ? `${url}?${query}` : url
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isProblem(answer: unknown): answer is Problem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'status' in answer
}

function secondsOf(header: string | null): number | undefined {
  return header !== null && /^\d+$/.test(header) ? Number(header) : undefined
}
