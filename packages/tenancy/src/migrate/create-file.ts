import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrationRefused } from './errors.ts'

const template = `-- Why this is needed.

-- up

-- down

`

/**
 * Writes the next numbered migration file of a directory.
 * @param name lower case words with dashes
 * @returns its path
 */
export async function createMigrationFile(directory: string, name: string): Promise<string> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new MigrationRefused('malformed', `"${name}" is not a name like add-product-weight`)
  }
  const numbers = (await readdir(directory)).map((file) => Number(/^(\d{4})-/.exec(file)?.[1] ?? 0))
  const next = String(Math.max(0, ...numbers) + 1).padStart(4, '0')
  const path = join(directory, `${next}-${name}.sql`)
  await writeFile(path, template, { flag: 'wx' })
  return path
}
