import { Refusal } from '../refusal.ts'

/** An error as it goes out: problem details (RFC 9457). */
export interface Problem {
  status: number
  headers: Record<string, string>
  body: string
}

/** A refusal says what is wrong; of anything else the caller learns nothing but that it went wrong. */
export function problemOf(error: unknown): Problem {
  const headers = { 'content-type': 'application/problem+json' }
  if (!(error instanceof Refusal)) {
    const body = { type: 'about:blank', title: 'Internal Server Error', status: 500, code: 'internal' }
    return { status: 500, headers, body: JSON.stringify(body) }
  }
  const { status, title, code, detail, errors } = error
  return {
    status,
    headers: { ...headers, ...error.headers },
    body: JSON.stringify({ type: 'about:blank', title, status, code, detail, errors }),
  }
}
