import type { Role, Route } from '#platform/contract'

/** Let in: the request is read, and here refused for a parameter that nobody knows, so that nothing is done. */
export const letIn = 'request.invalid'

/** What a call may show, and what each route must answer to it. */
export interface Credential {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  /** The code of the answer, by what docs/permissions.md and the route's door say; nothing of how it is decided. */
  readonly expected: (route: Route) => string
}

/** Which role may do what, as the permission table says. */
export type IsGranted = (role: Role, operation: string) => boolean

/** What everybody is answered where nobody is asked. */
export function unlessPublic(code: string | ((route: Route) => string)): Credential['expected'] {
  return (route) => {
    if (route.door === 'public') return letIn
    return typeof code === 'string' ? code : code(route)
  }
}

/** A user whose role in the named tenant is this; without one, of another tenant. */
export function asUser(isGranted: IsGranted, role: Role | undefined): Credential['expected'] {
  return unlessPublic(({ door, operation }) => {
    switch (door) {
      case 'user':
        return letIn
      case 'superadmin':
        return 'access.superadmin_only'
      case 'tenant':
      case 'member':
        if (role === undefined) return 'access.not_a_member'
        return isGranted(role, operation) ? letIn : 'access.not_permitted'
      default:
        return 'access.caller_not_admitted'
    }
  })
}

export const asSuperadmin = unlessPublic(({ door }) =>
  door === 'human' || door === 'storefront' ? 'access.caller_not_admitted' : letIn,
)

/** An operator who acts as a user: as that user in the tenant, but for what says secrets or is about the person alone. */
export function asImpersonator(isGranted: IsGranted, role: Role): Credential['expected'] {
  const user = asUser(isGranted, role)
  return unlessPublic((route) => {
    const { door, isShownOnce, isForImpersonators } = route
    if (door === 'human' || door === 'storefront') return 'access.caller_not_admitted'
    const isAboutWork = (door === 'tenant' || door === 'member') && !isShownOnce
    return (isForImpersonators ?? isAboutWork) ? user(route) : 'access.impersonating'
  })
}

/** A secret key with these scopes. */
export function asSecretKey(scopes: readonly string[]): Credential['expected'] {
  return unlessPublic(({ door, operation }) => {
    if (door !== 'tenant') return 'access.caller_not_admitted'
    return scopes.some((scope) => scope === operation || isAllOf(scope, operation)) ? letIn : 'access.not_permitted'
  })
}

function isAllOf(scope: string, operation: string): boolean {
  return scope.endsWith('.*') && operation.startsWith(scope.slice(0, -1))
}

/** A caller whom only some doors let in, and there with this code. */
export function atDoors(doors: readonly Route['door'][], code = letIn): Credential['expected'] {
  return unlessPublic(({ door }) => (doors.includes(door) ? code : 'access.caller_not_admitted'))
}
