import type { FastifyRequest } from 'fastify'
import type { ActingHuman, ActingUser, Caller, Role } from '#platform/contract'
import type { RequestInput } from './request-input.ts'

/** What the door found out about a request; absent until its door let it through. */
export interface Admission {
  /** Undefined where the door asks for nobody. */
  readonly caller: Caller | undefined
  /** Of a user inside a tenant. */
  readonly role: Role | undefined
}

/** What a handler gets. What few handlers read is looked up only when they do. */
export class HandlerCall {
  readonly scope: unknown
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly expectedVersion: number | undefined
  readonly role: Role | undefined
  readonly #caller: Caller | undefined
  readonly #request: FastifyRequest

  constructor(scope: unknown, request: FastifyRequest, input: RequestInput, admission: Admission) {
    this.scope = scope
    this.params = input.params
    this.query = input.query
    this.body = input.body
    this.expectedVersion = input.expectedVersion
    this.role = admission.role
    this.#caller = admission.caller
    this.#request = request
  }

  get user(): ActingUser | undefined {
    return this.#caller?.kind === 'user' ? this.#caller : undefined
  }

  get human(): ActingHuman | undefined {
    return this.#caller?.kind === 'human' ? this.#caller : undefined
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
