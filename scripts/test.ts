/**
 * Runs every test on one throw-away PostgreSQL: `npm test`, or `npm test -- server/src/commerce` for a part.
 * A file may take 5 minutes, or as many as `--minutes` says. `--postgres 15` takes the server of Debian's package
 * postgresql-15 instead of the one from npm; a folder `debian` has tests that need further packages of Debian, and is
 * tested when it is named. The last line says `N passed, N failed`.
 */
import { existsSync, globSync, statSync } from 'node:fs'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { parseArgs } from 'node:util'
import { startDebianServer, startOwnServer, type TestServer } from './test-server.ts'

/** A file that takes longer hangs; it fails instead of holding up the run. */
const fileMinutes = 5

const { values: options, positionals: places } = parseArgs({
  options: { postgres: { type: 'string' }, minutes: { type: 'string', default: String(fileMinutes) } },
  allowPositionals: true,
})
const missing = places.filter((place) => !existsSync(place))
if (missing.length > 0) {
  console.error(`There is no ${missing.join(', no ')}; name files or folders from the root of the repository.`)
  process.exit(2)
}
const files = testFiles(places.length > 0 ? places : ['packages', 'server', 'scripts'])
const database = await openDatabase()
const counts = { passed: 0, failed: 0 }
try {
  process.env.STOA_TEST_DATABASE_URL = database.adminUrl
  await runFiles(files)
} finally {
  await database.stop()
}
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0

function testFiles(names: string[]): string[] {
  const found = names.flatMap((name) =>
    statSync(name).isDirectory()
      ? globSync(`${name}/**/*.test.ts`, { exclude: ['**/node_modules/**', `${name}/**/debian/**`] })
      : [name],
  )
  return [...new Set(found)].sort()
}

/** The server named by STOA_TEST_DATABASE_URL, else one that does not outlive the run. */
async function openDatabase(): Promise<TestServer> {
  const given = process.env.STOA_TEST_DATABASE_URL
  if (given) return { adminUrl: given, stop: async () => {} }
  const server = options.postgres ? await startDebianServer(options.postgres) : await startOwnServer()
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.stop().finally(() => process.exit(130)))
  }
  return server
}

function runFiles(names: string[]): Promise<void> {
  const stream = run({ files: names, concurrency: 2, timeout: Number(options.minutes) * 60_000 })
  stream.on('test:pass', ({ details }) => {
    if (details.type !== 'suite') counts.passed++
  })
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') counts.failed++
  })
  const report = stream.compose(new spec())
  report.pipe(process.stdout, { end: false })
  return new Promise((resolve, reject) => {
    report.on('end', resolve)
    report.on('error', reject)
  })
}
