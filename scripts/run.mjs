/**
 * Runs a TypeScript entry of the repository on the Node that the repository brings, and installs what is missing first:
 * `node scripts/run.mjs [--watch] server/src/main.ts [arguments]`. Works on any Node from 20, with nothing installed.
 */
import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { basename, delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const lock = join(root, '.stoa', 'install.lock')
const lockBeatMs = 2_000
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

const isWatching = process.argv[2] === '--watch'
const [entry, ...args] = process.argv.slice(isWatching ? 3 : 2)
if (!entry) {
  console.error('usage: node scripts/run.mjs [--watch] entry.ts [arguments]')
  process.exit(2)
}
process.chdir(root)
// Looked at before an installation may replace the file that runs us.
const isOurNode = existsSync(node) && realpathSync(process.execPath) === realpathSync(node)
const hasInstalled = await ensureInstalled()
if (isOurNode && !hasInstalled && !isWatching) {
  process.argv = [process.execPath, resolve(entry), ...args]
  await import(pathToFileURL(resolve(entry)).href)
} else {
  standFor(
    spawn(node, [...(isWatching ? ['--watch', '--watch-preserve-output'] : []), entry, ...args], { stdio: 'inherit' }),
  )
}

/** Makes this process a stand-in for the child: signals go through it, and it ends as the child ends. */
function standFor(child) {
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** @returns whether something had to be installed */
async function ensureInstalled() {
  if (isInstalled()) return false
  const release = await takeLock()
  try {
    if (isInstalled()) return true
    await install()
  } finally {
    release()
  }
  if (isInstalled()) return true
  console.error(
    'The installation is not complete: npm was told to skip install scripts or optional packages. Run `npm ci`.',
  )
  process.exit(1)
}

/** Compares what npm says it installed with what package-lock.json asks for, so an `npm ci` by hand counts as well. */
function isInstalled() {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (!installed || !existsSync(node)) return false
  return Object.entries(packagesOf(join(root, 'package-lock.json')) ?? {}).every(
    ([path, wanted]) =>
      !path.startsWith('node_modules/') ||
      wanted.optional ||
      wanted.devOptional ||
      (installed[path] && installed[path].version === wanted.version),
  )
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

async function install() {
  const since = Date.now()
  console.log('Installing what Stoa needs; the first time this takes a minute or so …')
  const progress = setInterval(
    () => console.log(`  still installing (${Math.round((Date.now() - since) / 1000)} s) …`),
    10_000,
  )
  const [command, prefix] = npmCommand()
  const npm = spawn(
    command,
    [...prefix, 'ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-progress'],
    {
      // An npm that finds its own Node under node_modules would delete the ground it stands on.
      env: { ...process.env, PATH: process.env.PATH?.split(delimiter).filter(isElsewhere).join(delimiter) },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const forward = (signal) => npm.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  const [code, signal] = await new Promise((done) => {
    npm.once('error', (error) => done([error.message]))
    npm.once('exit', (...how) => done(how))
  })
  for (const each of signals) process.off(each, forward)
  clearInterval(progress)
  if (code === 0) return console.log(`Installed in ${Math.round((Date.now() - since) / 1000)} s.`)
  console.error(`npm ci failed (${signal ?? code}).`)
  rmSync(lock, { force: true })
  process.exit(1)
}

function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: nodeOfNpm } = process.env
  if (npm && nodeOfNpm && basename(npm) === 'npm-cli.js' && isElsewhere(nodeOfNpm)) return [nodeOfNpm, [npm]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
}

function isElsewhere(path) {
  return !path.startsWith(join(root, 'node_modules'))
}

/** Of two first starts one installs and the other waits. A holder that died stops touching its lock. */
async function takeLock() {
  mkdirSync(dirname(lock), { recursive: true })
  for (let attempts = 0; ; attempts++) {
    try {
      closeSync(openSync(lock, 'wx'))
      const beat = setInterval(() => existsSync(lock) && utimesSync(lock, new Date(), new Date()), lockBeatMs)
      return () => {
        clearInterval(beat)
        rmSync(lock, { force: true })
      }
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const { mtimeMs } = statSync(lock, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() }
      if (Date.now() - mtimeMs > 5 * lockBeatMs) rmSync(lock, { force: true })
      else if (attempts === 0) console.log('Another start is installing; waiting for it …')
      await new Promise((done) => setTimeout(done, 500))
    }
  }
}
