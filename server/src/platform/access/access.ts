import { isForRoles, type Role, type Route, roles } from '#platform/contract'
import { expand, type Permissions } from './permissions.ts'

/** What access needs to know of a room: its index describes itself with these. */
export interface Room {
  readonly routes: readonly Route[]
  /** Absent where there is nothing inside a tenant. */
  readonly permissions?: Permissions
}

export interface Access {
  /** Whether the role may do the operation; what is not in the table is denied. */
  isPermitted(role: Role, operation: string): boolean
  /** Every operation inside a tenant, sorted by name, with the roles that may do it. */
  readonly table: readonly PermissionLine[]
}

export interface PermissionLine {
  readonly operation: string
  readonly summary: string
  readonly roles: readonly Role[]
}

/** Roles that change nothing; the database role they work under could not write either. */
const readOnlyRoles: readonly Role[] = ['viewer']

/**
 * Merges what the rooms grant into one table. It refuses a table that cannot be meant: a pattern that names no
 * operation, an operation nobody may do, a reading role that may write.
 */
export function createAccess(rooms: readonly Room[]): Access {
  const routes = rooms.flatMap((room) => room.routes).filter(isForRoles)
  const operations = routes.map((route) => route.operation)
  const granted = new Map(roles.map((role) => [role, operationsOf(role, rooms, operations)]))
  const table = routes
    .map(({ operation, summary }) => ({
      operation,
      summary,
      roles: roles.filter((r) => granted.get(r)!.has(operation)),
    }))
    .sort((left, right) => (left.operation < right.operation ? -1 : 1))
  for (const line of table) {
    if (line.roles.length === 0) throw new TypeError(`no role may do ${line.operation}`)
  }
  for (const { operation, method } of routes) {
    const writer = readOnlyRoles.find((role) => method !== 'GET' && granted.get(role)!.has(operation))
    if (writer) throw new TypeError(`${writer} only reads, and ${operation} writes`)
  }
  return { table, isPermitted: (role, operation) => granted.get(role)?.has(operation) ?? false }
}

function operationsOf(role: Role, rooms: readonly Room[], operations: readonly string[]): ReadonlySet<string> {
  const granted = new Set<string>()
  const withheld = new Set<string>()
  for (const pattern of rooms.flatMap((room) => room.permissions?.[role] ?? [])) {
    const isWithheld = pattern.startsWith('!')
    const named = expand(isWithheld ? pattern.slice(1) : pattern, operations)
    if (named.length === 0) throw new TypeError(`${role} is granted ${pattern}, which names no operation of a tenant`)
    for (const operation of named) (isWithheld ? withheld : granted).add(operation)
  }
  for (const operation of withheld) granted.delete(operation)
  return granted
}
