import type { RefusalCode } from './call.ts'

/** What the server says with a refusal: RFC 9457. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: string
  /** Id of the request, to be found in the server's log. */
  instance: string
  /** What is wrong with which part of the request. */
  errors?: { path: string; message: string; code: string }[]
}

/** The server said no, and why. */
export class Refused extends Error {
  override readonly name = 'Refused'
  /** Stable; what callers branch on. Unknown codes are of a newer server. */
  readonly code: RefusalCode | (string & {})
  readonly status: number
  readonly problem: Problem
  /** Seconds after which it is worth trying again, where the server said so. */
  readonly retryAfterSeconds: number | undefined

  constructor(problem: Problem, retryAfterSeconds: number | undefined) {
    super(problem.detail || problem.title)
    this.code = problem.code
    this.status = problem.status
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** No answer that makes sense: the network, a time-out, or something between that is no Stoa. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** Whether this is the server's refusal with this code; a misspelt code does not compile. */
export function isRefused<Code extends RefusalCode>(error: unknown, code: Code): error is Refused & { code: Code } {
  return error instanceof Refused && error.code === code
}
