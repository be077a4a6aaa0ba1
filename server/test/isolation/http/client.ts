import type { FastifyInstance } from 'fastify'
import type { Operation } from './operations.ts'

export interface Sent {
  token?: string | undefined
  headers?: Record<string, string>
  /** Values of the path's parameters, in their order. */
  path?: readonly string[]
  /** Put in front of the path's own beginning: `/tenants/acme`. */
  tenantPath?: string
  query?: Record<string, string>
  body?: unknown
}

export interface Answer {
  status: number
  /** Stable code of a refusal. */
  code: string | undefined
  headers: Record<string, unknown>
  body: string
  /** Everything that came back. */
  text: string
}

/** Sends one call and reads all of its answer. */
export async function call(app: FastifyInstance, operation: Operation, sent: Sent): Promise<Answer> {
  const { token, path = [], query = {}, headers = {} } = sent
  const body = 'body' in sent ? sent.body : operation.body?.example
  let index = 0
  const filled = operation.path.replaceAll(/\{[a-z_]+\}/g, () => encodeURIComponent(path[index++] ?? 'none'))
  const answer = await app.inject({
    method: operation.method,
    url: sent.tenantPath ? filled.replace('/api/v1', `/api/v1${sent.tenantPath}`) : filled,
    query,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(typeof body === 'string' && { 'content-type': 'text/csv' }),
      ...headers,
    },
    ...(body !== undefined && operation.method !== 'GET' && { payload: body as object }),
  })
  const code = /^application\/problem\+json/.test(String(answer.headers['content-type']))
    ? answer.json().code
    : undefined
  return {
    status: answer.statusCode,
    code,
    headers: answer.headers,
    body: answer.body,
    text: JSON.stringify(answer.headers) + answer.body,
  }
}

/** How an answer ended, without what differs between any two calls. */
export function endOf({ status, code, body }: Answer, sent: string): string {
  if (code !== undefined) return `${status} ${code}`
  return `${status} ${body.replaceAll(sent, '<sent>')}`
}
