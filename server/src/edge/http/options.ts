import type { Doors, Identifier, RefusalType } from '@stoa/tenancy'
import type { FastifyServerOptions } from 'fastify'
import type { Logger } from 'pino'
import type { Caller, Role, Route } from '#platform/contract'
import type { SecurityEvent } from './door.ts'

/** Everything the edge needs from the house; it reads no configuration and makes no connection itself. */
export interface EdgeOptions {
  routes: readonly Route[]
  tenancy: Doors
  /** Made with `pathPrefix: tenantPathPrefix`, so that `/api/v1/tenants/{t}/…` names the tenant. */
  identifier: Pick<Identifier, 'get' | 'find' | 'admit'>
  /**
   * Whom a credential speaks for; refuses any other. A cached answer comes without a promise.
   * `ip` is the address the request came from, trusted proxies resolved; finding it costs, so few ask.
   */
  authenticate: (token: string, from: { readonly ip: string }) => Caller | Promise<Caller>
  /** Whether the role may call the operation. What is not named is not permitted. */
  isPermitted: (role: Role, operation: string) => boolean
  /** What must work before traffic is wanted, by name; each rejects when it does not. */
  readiness: Readonly<Record<string, () => Promise<void>>>
  /** Told of calls at doors that are not the caller's. */
  onSecurityEvent: (event: SecurityEvent) => void
  /** Told of every call that reached a route, for counters in memory. */
  observe?: (operation: string, status: number, durationMs: number, tenantId: string | undefined) => void
  /** Told of every refusal and failure by its code, also of calls that reached no route. */
  observeRefusal?: (code: string) => void
  /** What `/metrics` says, and the token it asks for, if any. Without it there is no such page. */
  metrics?: { contentType: string; expose: () => Promise<string>; token: string | undefined }
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Refusals that no route lists but its surroundings can give (authentication, other listeners): documented too. */
  refusals?: readonly RefusalType[]
  settings?: Partial<EdgeSettings>
}

export interface EdgeSettings {
  /** Name in the API document. */
  title: string
  version: string
  /** Exact origins that browsers may call from. */
  corsOrigins: readonly string[]
  /** Which proxies are believed about the caller's address. */
  trustProxy: NonNullable<FastifyServerOptions['trustProxy']>
  /** Calls that take longer are logged. */
  slowRequestMs: number
  bodyLimitBytes: number
  /** Of a body that is a CSV file. */
  csvLimitBytes: number
  /** For the whole request, body included, to arrive. */
  requestTimeoutMs: number
  keepAliveTimeoutMs: number
  headerLimitBytes: number
  /** Open connections at most; 0 leaves it to the system. */
  maxConnections: number
}

export const defaultSettings: EdgeSettings = {
  title: 'Stoa',
  version: '1',
  corsOrigins: [],
  trustProxy: false,
  slowRequestMs: 1_000,
  bodyLimitBytes: 1024 * 1024,
  csvLimitBytes: 25 * 1024 * 1024,
  requestTimeoutMs: 30_000,
  // Longer than the 60 s of common load balancers, so that they and not we close idle connections.
  keepAliveTimeoutMs: 72_000,
  headerLimitBytes: 16 * 1024,
  maxConnections: 0,
}

export const apiPrefix = '/api/v1'

/** Under it the next segment names the tenant: `/api/v1/tenants/acme/products`. */
export const tenantPathPrefix = `${apiPrefix}/tenants`

/** Where the server answers a route, parameters as `:id`. */
export function urlOf(route: Route): string {
  return route.isAtRoot ? route.path : apiPrefix + route.path
}
