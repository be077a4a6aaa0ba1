import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { permissionsPage } from '#platform/access'
import { routes } from '../../scripts/routes.ts'
import { access } from '../src/assemble.ts'

const page = fileURLToPath(new URL('../../docs/permissions.md', import.meta.url))

test('docs/permissions.md says what the table says', async () => {
  assert.equal(await readFile(page, 'utf8'), permissionsPage(access.table, routes))
})
