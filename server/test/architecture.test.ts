import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Source {
  path: string
  text: string
  /** What it imports: package names as written, `#` names, and other files as paths from the root. */
  imports: string[]
}

const testSupport = /\/src\/testing\//

const sources = globSync(['packages/*/src/**/*.ts', 'server/src/**/*.ts'], { cwd: root }).map(readSource)
const production = sources.filter(({ path }) => !path.endsWith('.test.ts') && !testSupport.test(path))

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = [...text.matchAll(/(?<![/\w])(?:from|import)\s*\(?'([^']+)'/g)].map(([, name]) =>
    resolveImport(path, name!),
  )
  return { path, text, imports }
}

function resolveImport(path: string, name: string): string {
  return name.startsWith('.') ? normalize(join(dirname(path), name)) : name
}

/** Where a source lives: `tenancy`, `platform/identity`, `commerce`, `edge`, `cli`, `embedded` or `main`. */
function roomOf(path: string): string {
  const [, ofPackage] = /^packages\/([a-z-]+)\//.exec(path) ?? []
  if (ofPackage) return ofPackage
  const [first, second] = path.replace('server/src/', '').split('/')
  if (first === 'platform') return `platform/${second}`
  return first!.endsWith('.ts') ? 'main' : first!
}

const anyPlatform = /^#platform\/[a-z-]+$/

/** What each room may import beyond itself and packages from npm. */
const mayImport: Record<string, RegExp[]> = {
  tenancy: [],
  client: [],
  platform: [anyPlatform],
  commerce: [anyPlatform],
  edge: [anyPlatform],
  cli: [anyPlatform, /^#commerce$/, /^#config$/, /^server\/src\/(database|env-reader|seed)\.ts$/],
  embedded: [],
  main: [/^#(?!testing)/, /^server\/src\/(?!testing|cli)/],
}

const packagesOfTheKernel = /^(node:|pg$|kysely$)/
const fastifyAdapter = 'packages/tenancy/src/adapters/fastify.ts'

test('rooms import only what the table in docs/ARCHITECTURE.md allows', () => {
  const forbidden = production.flatMap(({ path, imports }) =>
    imports.filter((name) => !isAllowed(path, name)).map((name) => `${path} imports ${name}`),
  )
  assert.deepEqual(forbidden, [])
})

function isAllowed(path: string, name: string): boolean {
  const room = roomOf(path)
  const allowed = mayImport[room.split('/')[0]!]
  if (!allowed || testSupport.test(name)) return false
  const isPackage = !name.startsWith('#') && !/^(server|packages)\//.test(name)
  if (isPackage && room === 'client') return false
  if (isPackage && room !== 'tenancy') return true
  if (isPackage) return packagesOfTheKernel.test(name) || (name === 'fastify' && path === fastifyAdapter)
  const isOwn = !name.startsWith('#') && roomOf(name) === room
  return isOwn || allowed.some((pattern) => pattern.test(name))
}

test('platform rooms do not import each other in a circle', () => {
  const edges = new Map<string, Set<string>>()
  for (const { path, imports } of production.filter((source) => roomOf(source.path).startsWith('platform/'))) {
    const room = roomOf(path)
    const others = imports.filter((name) => name.startsWith('#platform/')).map((name) => name.slice(1))
    edges.set(room, new Set([...(edges.get(room) ?? []), ...others]))
  }
  const visit = (room: string, trail: string[]): void => {
    assert.ok(!trail.includes(room), `circle: ${[...trail, room].join(' → ')}`)
    for (const next of edges.get(room) ?? []) visit(next, [...trail, room])
  }
  for (const room of edges.keys()) visit(room, [])
})

test('only the configuration reads the environment', () => {
  const environment = /process\.env(?!\.(?:STOA_TEST_|PATH\b))|\{[^}]*\benv\b[^}]*\} from 'node:process'/
  const readers = production.filter(({ text }) => environment.test(text)).map(({ path }) => path)
  assert.deepEqual(
    readers.filter((path) => path !== 'server/src/config.ts'),
    [],
  )
})

test('nothing sets a session, but what looks whether a pooler clears it: settings end with their transaction', () => {
  const session =
    /\bset_config\([^)]*,\s*false\s*\)|\bset\s+session\b|\bset\s+(search_path|role)\b(?!\s*=\s*(''|pg_catalog))/i
  const careless = production.filter(({ text }) => session.test(text)).map(({ path }) => path)
  assert.deepEqual(
    careless.filter((path) => path !== 'packages/tenancy/src/doctor/pooler-check.ts'),
    [],
  )
})

test('files are short and their names say something', () => {
  for (const { path, text } of production) {
    assert.doesNotMatch(path, /(^|\/)(utils?|helpers?|common|misc|manager)(\.ts|\/)/)
    if (path.endsWith('.gen.ts')) continue
    assert.ok(text.split('\n').length <= 300, `${path} has more than 300 lines: a second noun may hide inside`)
  }
})

test('a feature never names tenant_id in a query: the kernel does', () => {
  const features = production.filter(({ path }) => /^server\/src\/(commerce|events|studio)\//.test(path))
  const careless = features.filter(({ text }) => /['"`]tenant_id['"`]/.test(text)).map(({ path }) => path)
  assert.deepEqual(careless, [])
})
