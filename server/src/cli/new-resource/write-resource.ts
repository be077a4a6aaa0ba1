import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createMigrationFile } from '@stoa/tenancy'
import { UsageError } from '../command.ts'
import { kebab, type ResourceName, snake } from './resource-name.ts'
import { filledTemplates } from './template.ts'
import { verticalsIn, withResource } from './vertical.ts'

/**
 * Writes a resource into a checkout: its feature folder with tests, its migration, its place in the vertical; then what is
 * generated from them.
 * @param root of the checkout
 * @returns the paths that are new or changed, from the root
 * @throws UsageError before anything is written, when the name or the vertical cannot be
 */
export async function writeResource(root: string, vertical: string, name: ResourceName): Promise<string[]> {
  const sources = join(root, 'server/src')
  const folder = join(sources, vertical, kebab(name.words[1]))
  const index = join(sources, vertical, 'index.ts')
  refuseUnusable(root, vertical, name, folder)
  const wired = withResource(readFileSync(index, 'utf8'), name)
  const templates = join(root, 'server/templates/resource')
  mkdirSync(folder)
  const files = filledTemplates(join(templates, 'feature'), name).map(({ file, text }) =>
    write(join(folder, file), text),
  )
  const migration = await createMigrationFile(join(root, 'server/migrations/tenant'), kebab(name.words[1]))
  write(migration, filledTemplates(templates, name)[0]!.text)
  write(index, wired)
  runScript(root, 'node_modules/@biomejs/biome/bin/biome', ['check', '--write', folder, index])
  runScript(root, 'scripts/generate-tables.ts')
  runScript(root, 'scripts/generate-permissions.ts')
  runScript(root, 'scripts/generate-client.ts')
  const generated = [
    'server/src/platform/database/tables.gen.ts',
    'docs/permissions.md',
    'packages/client/src/operations.gen.ts',
  ]
  return [...[...files, migration, index].map((path) => relative(root, path)), ...generated]
}

function refuseUnusable(root: string, vertical: string, name: ResourceName, folder: string): void {
  const verticals = verticalsIn(join(root, 'server/src'))
  if (!verticals.includes(vertical)) {
    throw new UsageError(`There is no vertical "${vertical}"; there is ${verticals.join(', ')}.`)
  }
  if (existsSync(folder)) throw new UsageError(`${relative(root, folder)} is there already.`)
  const tables = readFileSync(join(root, 'server/src/platform/database/tables.gen.ts'), 'utf8')
  const table = snake(name.words[1])
  if (new RegExp(`\\b${table}:`).test(tables)) throw new UsageError(`There is a table ${table} already.`)
}

function write(path: string, text: string): string {
  writeFileSync(path, text)
  return path
}

function runScript(root: string, script: string, words: readonly string[] = []): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, script), ...words], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${script} failed:\n${stdout}${stderr}`)
}
