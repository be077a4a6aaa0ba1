import type { Role } from '#platform/contract'

/**
 * What each role may do in a tenant, as a room contributes it: operation names, or `noun.*` for every operation of a
 * noun. A `!` before either takes back what others grant the role. What is not granted is denied.
 */
export type Permissions = Readonly<Partial<Record<Role, readonly string[]>>>

/** The operations a pattern names, of those there are. */
export function expand(pattern: string, operations: readonly string[]): readonly string[] {
  if (!pattern.endsWith('.*')) return operations.filter((operation) => operation === pattern)
  const noun = pattern.slice(0, -1)
  return operations.filter((operation) => operation.startsWith(noun))
}
