import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { permissionsPage } from '#platform/access'
import { isForImpersonators } from '#platform/contract'
import { routes } from '../../scripts/routes.ts'
import { access } from '../src/assemble.ts'

const page = fileURLToPath(new URL('../../docs/permissions.md', import.meta.url))

test('docs/permissions.md says what the table says', async () => {
  assert.equal(await readFile(page, 'utf8'), permissionsPage(access.table, routes))
})

test('no route that whoever acts as somebody else may call answers a secret', () => {
  const secrets = /^(?:key|secret|password|\w*token)$/
  // The key of a custom field is the name of its values, which opens nothing.
  const isName = (name: string, operation: string) => name === 'key' && operation.startsWith('custom_fields.')
  const told = routes.filter(({ operation, answer }) =>
    namesIn(answer).some((name) => secrets.test(name) && !isName(name, operation)),
  )
  assert.ok(told.some(({ operation }) => operation === 'database_logins.rotate'))
  assert.deepEqual(
    told.filter(isForImpersonators).map(({ operation }) => operation),
    [],
  )
})

/** Names of properties, however deep. */
function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties = {} } = schema as { properties?: object }
  return [...Object.keys(properties), ...Object.values(schema).flatMap(namesIn)]
}
