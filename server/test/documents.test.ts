import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const documents = globSync('**/*.md', { cwd: root, exclude: ['**/node_modules/**', '.stoa/**'] })

test('links between documents lead somewhere', () => {
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target]) => target!)
      // What begins with a slash is a page of the running server; the guide's own test follows it.
      .filter((target) => !/^([a-z]+:|\/)/.test(target) && !existsSync(join(root, dirname(document), target)))
      .map((target) => `${document}: ${target}`),
  )
  assert.deepEqual(broken, [])
})

test('every decision is in the list of decisions', () => {
  const list = read('docs/decisions/README.md')
  const left = globSync('docs/decisions/0*.md', { cwd: root }).filter((path) => !list.includes(`(${basename(path)})`))
  assert.deepEqual(left, [])
})

test('files and folders that documents name exist', () => {
  const missing = documents
    .filter((document) => document !== 'CHANGELOG.md')
    .flatMap((document) =>
      [...read(document).matchAll(/`((?:server|packages|scripts|docs|bench)\/[\w./-]*[\w/])`/g)]
        .map(([, path]) => path!)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${document}: ${path}`),
    )
  assert.deepEqual(missing, [])
})

test('.env.example names each variable the configuration reads, and no other', () => {
  const known = new Set(
    [...read('server/src/config.ts').matchAll(/(?<!=== )'([A-Z][A-Z_]{3,})'/g)].map(([, name]) => name!),
  )
  assert.deepEqual(Object.keys(parseEnv(read('.env.example'))).sort(), [...known].sort())
})

test('the lock file holds every platform and no address of a registry, so that npm ci works anywhere', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> }
  const locked = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)))
  const missing = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}).filter((name) => !locked.has(name)),
  )
  assert.deepEqual(missing, [])
  const addresses = Object.values(packages).filter(({ resolved }) => resolved?.includes('://'))
  assert.deepEqual(addresses, [])
})

interface LockedPackage {
  resolved?: string
  optionalDependencies?: Record<string, string>
}
