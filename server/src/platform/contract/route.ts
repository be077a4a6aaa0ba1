import type { RefusalType, Scope, SystemScope } from '@stoa/tenancy'
import type { Static, TObject, TSchema } from 'typebox'
import type { ActingHuman, ActingUser, CallerKind, Role } from './actor.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Which door a request enters by. Behind the first four the handler gets a Scope of one tenant, else a SystemScope.
 * - `tenant`: a member of the named tenant whose role permits the operation, or a secret key whose scopes name it
 * - `member`: the same without keys, where it matters who the person is
 * - `human`: a human of the named tenant
 * - `storefront`: a publishable key or a human of the tenant, or anybody who came to the tenant's own host
 * - `superadmin`: an operator of the platform
 * - `user`: any user, no tenant
 * - `public`: nobody is asked
 */
export type RouteDoor = 'tenant' | 'member' | 'human' | 'storefront' | 'superadmin' | 'user' | 'public'

/** Which callers a door lets in. Those it does not name are refused, whatever they may do elsewhere. */
export const admitted: Readonly<Record<RouteDoor, readonly CallerKind[]>> = {
  tenant: ['user', 'secret_key'],
  member: ['user'],
  human: ['human'],
  storefront: ['publishable_key', 'human'],
  superadmin: ['user'],
  user: ['user'],
  public: [],
}

/** Whether what the route does happens inside one tenant. */
export function isInTenant({ door }: Pick<Route, 'door'>): boolean {
  return door === 'tenant' || door === 'storefront' || door === 'member' || door === 'human'
}

/** Whether it is for a role to permit what the route does. */
export function isForRoles({ door }: Pick<Route, 'door'>): boolean {
  return door === 'tenant' || door === 'member'
}

/** Whether an operator of the platform who acts as a user may call the route. */
export function isForImpersonators(route: Route): boolean {
  return route.isForImpersonators ?? (isForRoles(route) && !route.isShownOnce)
}

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
  /** The body is a CSV file instead of JSON, larger than JSON may be; the handler gets its text. */
  takes?: 'csv'
  /** Status of success: 200 unless said; 207 where each row of the request has a result of its own. */
  status?: 200 | 201 | 202 | 204 | 207
  /** Schema of the answer; absent for 204. */
  answer?: TSchema
  /** The answer is a CSV file instead of JSON: the handler gives its parts, which leave while its scope is open. */
  answers?: 'csv'
  /** Everything this route refuses beyond what its door, schemas and method already imply. */
  refuses: readonly RefusalType[]
  /** The path of the made resource for `Location`, from the answer. */
  location?: (answer: never) => string
  /** The answer says a secret that nobody can be told again, so nothing keeps it: no cache, and no `Idempotency-Key`. */
  isShownOnce?: boolean
  /**
   * Whether an operator who acts as a user may call it. Unless said, inside a tenant they may, and not what concerns the
   * user themselves or hands out a secret.
   */
  isForImpersonators?: boolean
  /** Honours `If-Match` against the row's version. */
  versioned?: boolean
  /**
   * The answer also says what changes without a new version of the row: what the time makes of it, or when it was last
   * used. So its ETag is good for `If-Match` only, and the answer is sent whatever `If-None-Match` says.
   */
  changesUnversioned?: boolean
  /** The answer is the same for everybody, and caches may keep it for so many seconds. */
  keptSeconds?: number
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

/** A route inside one tenant, for users and keys. Its operation is the permission, and the scope, it asks for. */
export function tenantRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  route: Declared<Params, Query, Body, Call<Params, Query, Body, Scope>>,
): Route {
  return { ...route, door: 'tenant' } as unknown as Route
}

/** A route inside one tenant, for its users alone. Its operation is the permission it asks for. */
export function memberRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  route: Declared<Params, Query, Body, Call<Params, Query, Body, Scope> & { user: ActingUser; role: Role }>,
): Route {
  return { ...route, door: 'member' } as unknown as Route
}

/** A route about a human of the tenant, for that human. */
export function humanRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  route: Declared<Params, Query, Body, Call<Params, Query, Body, Scope> & { human: ActingHuman }>,
): Route {
  return { ...route, door: 'human' } as unknown as Route
}

/** A route for whoever looks at the tenant's shop; `human` is there when they are logged in. */
export function storefrontRoute<Params extends TObject, Query extends TObject, Body extends TSchema>(
  route: Declared<Params, Query, Body, Call<Params, Query, Body, Scope> & { human: ActingHuman | undefined }>,
): Route {
  return { ...route, door: 'storefront' } as unknown as Route
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
