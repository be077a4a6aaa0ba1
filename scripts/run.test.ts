import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'

/** A repository with one dependency and nothing installed. */
const repository = realpathSync(mkdtempSync(join(tmpdir(), 'stoa-run-')))
const installations = join(repository, 'installations')
const lock = join(repository, '.stoa', 'install.lock')
after(() => rmSync(repository, { recursive: true }))

/** Stands for npm, which is not ours: leaves behind what `npm ci` would, and counts. */
const npm = `
  import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
  appendFileSync(${JSON.stringify(installations)}, process.argv.slice(2).join(' ') + '\\n')
  if (process.env.FAIL) process.exit(7)
  await new Promise((done) => setTimeout(done, 300))
  rmSync('node_modules', { recursive: true, force: true })
  mkdirSync('node_modules/node/bin', { recursive: true })
  symlinkSync(process.execPath, 'node_modules/node/bin/node')
  writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(lockFile('1.0.0'))})`

const entry = `
  process.on('SIGTERM', () => process.exit(5))
  console.log(process.argv.slice(2).join(' '))
  if (process.argv[2] === 'wait') setInterval(() => {}, 1000)
  else process.exitCode = 4`

function lockFile(version: string): string {
  return JSON.stringify({
    packages: { '': {}, 'node_modules/left': { version }, 'node_modules/mac': { optional: true } },
  })
}

beforeEach(() => {
  rmSync(repository, { recursive: true })
  mkdirSync(join(repository, 'scripts'), { recursive: true })
  cpSync(join(import.meta.dirname, 'run.mjs'), join(repository, 'scripts', 'run.mjs'))
  writeFileSync(join(repository, 'npm-cli.js'), npm)
  writeFileSync(join(repository, 'package.json'), '{"type":"module"}')
  writeFileSync(join(repository, 'package-lock.json'), lockFile('1.0.0'))
  writeFileSync(join(repository, 'entry.ts'), entry)
  writeFileSync(installations, '')
})

function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(repository, 'scripts', 'run.mjs'), ...args], {
    cwd: tmpdir(),
    env: { npm_execpath: join(repository, 'npm-cli.js'), npm_node_execpath: process.execPath, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, output }))
  return { child, ended }
}

const installed = () => readFileSync(installations, 'utf8').trim().split('\n').filter(Boolean)

test('what is missing is installed once; arguments and exit code pass through', async () => {
  const first = await run(['entry.ts', 'one', 'two']).ended
  assert.match(first.output, /^Installing .*\n.*Installed in \d+ s\.\none two\n$/s)
  assert.equal(first.code, 4)
  const second = await run(['entry.ts', 'three']).ended
  assert.deepEqual(second, { code: 4, output: 'three\n' })
  assert.equal(installed().length, 1)
})

test('a changed lock file is installed anew', async () => {
  await run(['entry.ts']).ended
  writeFileSync(join(repository, 'package-lock.json'), lockFile('1.0.1'))
  const { code, output } = await run(['entry.ts']).ended
  assert.equal(installed().length, 2)
  assert.equal(code, 1, 'npm left the old version')
  assert.match(output, /installation is not complete/)
})

test('of two simultaneous first starts one installs and both run', async () => {
  const both = await Promise.all([run(['entry.ts', 'a']).ended, run(['entry.ts', 'b']).ended])
  assert.deepEqual(
    both.map(({ code }) => code),
    [4, 4],
  )
  assert.equal(installed().length, 1)
})

test('the lock of a start that was killed does not hold up the next', async () => {
  mkdirSync(join(repository, '.stoa'))
  writeFileSync(lock, '')
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(lock, longAgo, longAgo)
  assert.equal((await run(['entry.ts']).ended).code, 4)
})

test('an installation that fails is told, and the next start tries again', async () => {
  const { code, output } = await run(['entry.ts'], { FAIL: 'yes' }).ended
  assert.equal(code, 1)
  assert.match(output, /npm ci failed \(7\)/)
  assert.equal((await run(['entry.ts']).ended).code, 4)
})

test('a signal reaches the entry, whether it runs in the same process or not', async () => {
  for (const round of ['with an installation', 'without']) {
    const { child, ended } = run(['entry.ts', 'wait'])
    for await (const chunk of child.stdout) if (String(chunk).includes('wait')) break
    child.kill('SIGTERM')
    assert.equal((await ended).code, 5, round)
  }
})
