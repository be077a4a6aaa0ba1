import type { FastifyRequest } from 'fastify'
import type { ActingUser, Role } from '#platform/contract'
import type { RequestInput } from './request-input.ts'

/** What the door found out about a request; absent until its door let it through. */
export interface Admission {
  readonly user: ActingUser | undefined
  readonly role: Role | undefined
}

/** What a handler gets. What few handlers read is looked up only when they do. */
export class HandlerCall {
  readonly scope: unknown
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly expectedVersion: number | undefined
  readonly user: ActingUser | undefined
  readonly role: Role | undefined
  readonly #request: FastifyRequest

  constructor(scope: unknown, request: FastifyRequest, input: RequestInput, admission: Admission) {
    this.scope = scope
    this.params = input.params
    this.query = input.query
    this.body = input.body
    this.expectedVersion = input.expectedVersion
    this.user = admission.user
    this.role = admission.role
    this.#request = request
  }

  get address(): string {
    return this.#request.ip
  }

  get userAgent(): string | undefined {
    return this.#request.headers['user-agent']
  }

  get requestId(): string {
    return this.#request.id
  }
}
