import { admitted, type CallerKind, isForImpersonators, isForRoles, type Route, roles } from '#platform/contract'
import type { PermissionLine } from './access.ts'

/** Who is let in where no role is asked, and what they are called on the page. */
const others: readonly (readonly [kind: CallerKind, name: string])[] = [
  ['user', 'user'],
  ['human', 'human'],
  ['publishable_key', 'publishable key'],
]

/** Who may do what, as a page for people, in Markdown: inside a tenant by role, and everywhere else by who it is. */
export function permissionsPage(table: readonly PermissionLine[], routes: readonly Route[]): string {
  const routeOf = new Map(routes.map((route) => [route.operation, route]))
  const byRole = table.map(({ operation, summary, roles: granted }) => {
    const route = routeOf.get(operation)
    const marks = roles.map((role) => mark(granted.includes(role)))
    const isForKeys = route !== undefined && admitted[route.door].includes('secret_key')
    return row([`\`${operation}\``, summary, ...marks, mark(isForKeys), mark(route && isForImpersonators(route))])
  })
  return [
    '# Permissions',
    '',
    'Written by `node scripts/run.mjs scripts/generate-permissions.ts` from what every room grants and which door each',
    'route has; a test fails when it is stale.',
    '',
    'Every operation is named here, and what is not marked is denied. The name is the same in the API document',
    '(`operationId`), in logs and in metrics. A superadmin who names a tenant has the rights of its owner. Who may make,',
    'change and remove which users is a second rule on top; see `platform/identity/users/hierarchy.ts`.',
    '',
    '## Inside a tenant, by role',
    '',
    'A secret key may do what its scopes name among the operations marked for keys. Who acts as somebody else may do what',
    'that user may, among those marked for it.',
    '',
    row(['operation', 'what it does', ...roles, 'secret key', 'acting as a user']),
    row(['---', '---', ...roles.map(() => ':---:'), ':---:', ':---:']),
    ...byRole,
    '',
    '## Everything else, by who it is',
    '',
    row(['operation', 'what it does', 'superadmin', ...others.map(([, name]) => name), 'anybody']),
    row(['---', '---', ':---:', ...others.map(() => ':---:'), ':---:']),
    ...routes.filter((route) => !isForRoles(route)).map(lineOf),
    '',
  ].join('\n')
}

/** A storefront lets in who shows nothing, too, at the tenant's own host. */
function lineOf(route: Route): string {
  const { door, operation, summary } = route
  const kinds = door === 'superadmin' ? [] : admitted[door]
  const isOpen = door === 'public' || door === 'storefront'
  const marks = others.map(([kind]) => mark(door === 'public' || kinds.includes(kind)))
  const isSuperadmins = door === 'superadmin' || door === 'public' || kinds.includes('user')
  return row([`\`${operation}\``, summary, mark(isSuperadmins), ...marks, mark(isOpen)])
}

function mark(isGranted: boolean | undefined): string {
  return isGranted ? 'yes' : '–'
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
