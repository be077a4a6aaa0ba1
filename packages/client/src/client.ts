import type { Answer, CallOptions, OperationId, OperationShape, Request } from './call.ts'
import { Credential, type Credentials, type Tokens } from './credentials.ts'
import { send, type Wire } from './http.ts'
import { operations } from './operations.gen.ts'
import { type Page, pages, rows } from './pages.ts'
import { Refused } from './refusal.ts'
import { defaultRetry, pauseBefore, type RetryOptions } from './retry.ts'

export interface ClientOptions {
  /** Where the server is: `https://shop.example`. */
  baseUrl: string
  /** Id or slug of the tenant that is meant where a call names none. */
  tenant?: string
  /** Who calls; without them only what is public answers. */
  credentials?: Credentials
  /** Told of renewed tokens, to keep them for the next start: the old ones are worth nothing then. */
  onTokens?: (tokens: Tokens) => void
  retry?: Partial<RetryOptions>
  /** For one try. Default 30,000. */
  timeoutMs?: number
  /** Default: the platform's. */
  fetch?: typeof fetch
}

type Optional<T> = object extends T ? [request?: T, options?: CallOptions] : [request: T, options?: CallOptions]

/** A call; of a list also its pages and its rows, as far as there are any. */
export type Method<Id extends OperationId> = ((...args: Optional<Request<Id>>) => Promise<Answer<Id>>) &
  (Answer<Id> extends Page<infer Item>
    ? {
        pages(...args: Optional<Request<Id>>): AsyncGenerator<Answer<Id>, void, undefined>
        each(...args: Optional<Request<Id>>): AsyncGenerator<Item, void, undefined>
      }
    : unknown)

type Noun<Id extends string> = Id extends `${infer Name}.${string}` ? Name : never
type Verb<Id extends string, Name extends string> = Id extends `${Name}.${infer Verb}` ? Verb : never

/** Every operation under its name: `client.products.create({ body })`. */
export type Client = {
  readonly [Name in Noun<OperationId>]: {
    readonly [Called in Verb<OperationId, Name>]: Method<Extract<`${Name}.${Called}`, OperationId>>
  }
} & {
  /** From now on somebody else calls; nobody with undefined. */
  authenticate(credentials: Credentials | undefined): void
}

/** Refusals of a token that a renewed one does not meet. */
const renewable = ['identity.token_expired', 'identity.token_stale']

/** Makes a client. It holds no connection and no timer; there is nothing to close. */
export function createClient(options: ClientOptions): Client {
  const wire: Wire = {
    baseUrl: options.baseUrl,
    fetch: options.fetch ?? ((...args) => fetch(...args)),
    timeoutMs: options.timeoutMs ?? 30_000,
  }
  const retry = { ...defaultRetry, ...options.retry }
  const credential = new Credential(options.credentials, exchange, options.onTokens ?? (() => {}))

  function exchange(refreshToken: string): Promise<Tokens> {
    const request = { body: { refresh_token: refreshToken } }
    return send(wire, operations['auth.refresh'], request, {}, undefined) as Promise<Tokens>
  }

  async function call(operation: OperationShape, request: object, callOptions: CallOptions = {}): Promise<unknown> {
    const idempotencyKey = callOptions.idempotencyKey ?? (operation.isKeyed && crypto.randomUUID())
    for (let attempt = 1; ; attempt++) {
      const token = credential.token
      const headers = headersOf({ token, idempotencyKey, tenant: callOptions.tenant ?? options.tenant, ...callOptions })
      try {
        return await send(wire, operation, { ...request }, headers, callOptions.signal)
      } catch (error) {
        if (error instanceof Refused && renewable.includes(error.code) && credential.isRenewable && attempt === 1) {
          await credential.renew(token)
          continue
        }
        const pauseMs = pauseBefore(attempt, error, operation, retry)
        if (pauseMs === undefined) throw error
        await pause(pauseMs, callOptions.signal)
      }
    }
  }

  const nouns: Record<string, Record<string, unknown>> = {}
  for (const [id, operation] of Object.entries<OperationShape>(operations)) {
    const [noun, verb] = id.split('.') as [string, string]
    nouns[noun] ??= {}
    nouns[noun][verb] = methodOf((request = {}, given) => call(operation, request, given))
  }
  return { ...nouns, authenticate: (given: Credentials | undefined) => credential.set(given) } as unknown as Client
}

type UntypedCall = (request?: object, options?: CallOptions) => Promise<unknown>

function methodOf(call: UntypedCall) {
  const allPages = (request: object = {}, options?: CallOptions) =>
    pages((asked: object) => call(asked, options) as Promise<Page>, request)
  return Object.assign(call, {
    pages: allPages,
    each: (request?: object, options?: CallOptions) => rows(allPages(request, options)),
  })
}

function headersOf(said: {
  token: string | undefined
  idempotencyKey: string | false | undefined
  tenant: string | undefined
  version?: number
}): Record<string, string> {
  return {
    accept: 'application/json',
    ...(said.token && { authorization: `Bearer ${said.token}` }),
    ...(said.tenant && { 'x-tenant-id': said.tenant }),
    ...(said.idempotencyKey && { 'idempotency-key': said.idempotencyKey }),
    ...(said.version !== undefined && { 'if-match': `"${said.version}"` }),
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted)
      resolve()
    }, ms)
    if (signal?.aborted) aborted()
    else signal?.addEventListener('abort', aborted, { once: true })
  })
}
