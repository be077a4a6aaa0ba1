import type { RefusalType, Scope, SystemScope } from '@stoa/tenancy'
import type { Static, TObject, TSchema } from 'typebox'
import type { ActingUser, Role } from './actor.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Which door a request enters by.
 * - `tenant`: a verified member of the named tenant, holding `permission`; the handler gets a Scope
 * - `superadmin`: a verified superadmin; the handler gets a SystemScope
 * - `user`: any verified user, no tenant; the handler gets a SystemScope
 * - `public`: nobody is asked; the handler gets a SystemScope
 */
export type RouteDoor = 'tenant' | 'superadmin' | 'user' | 'public'

interface RouteShape<Params extends TObject, Query extends TObject, Body extends TSchema> {
  /** Dotted name: operationId, metrics, logs, audit, and the permission a caller needs. */
  operation: string
  method: Method
  /** Path under `/api/v1`, parameters as `:id`. */
  path: `/${string}`
  /** The path begins at the server's root instead of `/api/v1`: what a standard or a tool expects to find there. */
  isAtRoot?: boolean
  tag: string
  /** One line for the reader of the API document. */
  summary: string
  description?: string
  params?: Params
  query?: Query
  body?: Body
  /** Status of success: 200 unless said. */
  status?: 200 | 201 | 202 | 204
  /** Schema of the answer; absent for 204. */
  answer?: TSchema
  /** Everything this route refuses beyond what its door, schemas and method already imply. */
  refuses: readonly RefusalType[]
  /** The path of the made resource for `Location`, from the answer. */
  location?: (answer: never) => string
  /** Honours `If-Match` against the row's version. */
  versioned?: boolean
}

/** What a handler gets: everything validated, nothing of HTTP. */
export interface Call<Params extends TObject, Query extends TObject, Body extends TSchema, Work> {
  scope: Work
  params: Static<Params>
  query: Static<Query>
  body: Static<Body>
  /** From `If-Match`, when the route is versioned and the caller sent one. */
  expectedVersion: number | undefined
  /** Address the request came from, trusted proxies resolved. */
  address: string
  userAgent: string | undefined
  requestId: string
}

export interface Route<
  Params extends TObject = TObject,
  Query extends TObject = TObject,
  Body extends TSchema = TSchema,
> extends RouteShape<Params, Query, Body> {
  door: RouteDoor
  // biome-ignore lint/suspicious/noExplicitAny: the register holds handlers of every shape; each was checked where it was declared
  handle: (call: any) => Promise<unknown>
}

type Declared<Params extends TObject, Query extends TObject, Body extends TSchema, CallOfDoor> = RouteShape<
  Params,
  Query,
  Body
> & { handle: (call: CallOfDoor) => Promise<unknown> }

/** A route inside one tenant. Its operation is the permission it asks for. */
export function tenantRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  route: Declared<Params, Query, Body, Call<Params, Query, Body, Scope> & { user: ActingUser; role: Role }>,
): Route {
  return { ...route, door: 'tenant' } as unknown as Route
}

/** A route of the platform's operators. */
export function superadminRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  route: Declared<Params, Query, Body, Call<Params, Query, Body, SystemScope> & { user: ActingUser }>,
): Route {
  return { ...route, door: 'superadmin' } as unknown as Route
}

/** A route about the caller, outside any tenant. */
export function userRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  route: Declared<Params, Query, Body, Call<Params, Query, Body, SystemScope> & { user: ActingUser }>,
): Route {
  return { ...route, door: 'user' } as unknown as Route
}

/** A route that asks for nobody. */
export function publicRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  route: Declared<Params, Query, Body, Call<Params, Query, Body, SystemScope>>,
): Route {
  return { ...route, door: 'public' } as unknown as Route
}
