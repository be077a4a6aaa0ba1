// Writes docs/permissions.md from what the rooms grant and which doors the routes have.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { access } from '../server/src/assemble.ts'
import { permissionsPage } from '../server/src/platform/access/index.ts'
import { routes } from './routes.ts'

await writeFile(
  fileURLToPath(new URL('../docs/permissions.md', import.meta.url)),
  permissionsPage(access.table, routes),
)
