import { type Access, expand } from '#platform/access'
import { type Role, ValidationFailed } from '#platform/contract'
import { ScopeBeyondYours } from './refusals.ts'

/** What scopes are held against when somebody gives them to a key. */
export interface Grants {
  /** Every operation that lets keys in. */
  readonly operations: readonly string[]
  readonly isPermitted: Access['isPermitted']
}

/** Refuses scopes that name nothing a key could do, and those that go beyond what the role may do itself. */
export function requireGrantable({ operations, isPermitted }: Grants, role: Role, scopes: readonly string[]): void {
  const named = scopes.map((scope) => expand(scope, operations))
  const errors = named.flatMap((found, at) => (found.length === 0 ? [unknownScope(at)] : []))
  if (errors.length > 0) throw ValidationFailed(undefined, { errors })
  const beyond = named.flat().find((operation) => !isPermitted(role, operation))
  if (beyond !== undefined) throw ScopeBeyondYours(`Your role does not permit ${beyond}`)
}

function unknownScope(at: number) {
  return { path: `/body/scopes/${at}`, message: 'must name operations that are open to keys', code: 'unknown_scope' }
}

/** Makes the function that tells whether the scopes name an operation: itself, or its noun with `.*`. */
export function scopeCheck(scopes: readonly string[]): (operation: string) => boolean {
  const operations = new Set(scopes)
  const nouns = scopes.filter((scope) => scope.endsWith('.*')).map((scope) => scope.slice(0, -1))
  return (operation) => operations.has(operation) || nouns.some((noun) => operation.startsWith(noun))
}
