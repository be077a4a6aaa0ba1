import { roles } from '#platform/contract'
import type { PermissionLine } from './access.ts'

/** The permission table as a page for people, in Markdown. */
export function permissionsPage(table: readonly PermissionLine[]): string {
  const lines = table.map((line) => {
    const marks = roles.map((role) => (line.roles.includes(role) ? 'yes' : '–'))
    return row([`\`${line.operation}\``, line.summary, ...marks])
  })
  return [
    '# Permissions',
    '',
    'Written by `node scripts/run.mjs scripts/generate-permissions.ts` from what every room grants; a test fails when it',
    'is stale.',
    '',
    'Every operation inside a tenant is named here, and what is not marked is denied. The name is the same in the API',
    'document (`operationId`), in logs and in metrics. A superadmin who names a tenant has the rights of its owner.',
    'Who may make, change and remove which users is a second rule on top; see `platform/identity/users/hierarchy.ts`.',
    '',
    row(['operation', 'what it does', ...roles]),
    row(['---', '---', ...roles.map(() => ':---:')]),
    ...lines,
    '',
  ].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
