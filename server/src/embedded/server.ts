import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, copyFileSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { isAlive } from './process.ts'
import { type RunAs, spawnAs } from './run-as.ts'

export type Settings = Readonly<Record<string, string | number>>

const maxLogBytes = 8 * 1024 * 1024

/** A PostgreSQL server started by this process. */
export interface Server {
  readonly pid: number
  /** Resolves when the process has ended, with the end of what it wrote to its log. */
  readonly ended: Promise<string>
  /** Ends it cleanly: connections are closed, data is written out. */
  stop(): Promise<void>
}

/**
 * Starts `postgres` in a session of its own, so that Ctrl-C in a terminal reaches only us and the database outlives
 * the last request; a watchdog ends it when this process dies without a chance to.
 */
export async function startServer(options: {
  binaries: Binaries
  runAs: RunAs
  dataDirectory: string
  logFile: string
  settings: Settings
}): Promise<Server> {
  const { binaries, runAs, dataDirectory, logFile, settings } = options
  boundLog(logFile)
  const log = openSync(logFile, 'a', 0o640)
  const logStart = statSync(logFile).size
  const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const postgres = spawnAs(runAs, binaries.postgres, ['-D', dataDirectory, ...parameters], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH },
  })
  closeSync(log)
  if (postgres.pid === undefined) throw (await once(postgres, 'error'))[0]
  const watchdog = startWatchdog(postgres.pid)
  const logBound = setInterval(boundLog, 60_000, logFile).unref()
  const ended = once(postgres, 'exit').then(() => {
    watchdog.kill('SIGKILL')
    clearInterval(logBound)
    return readFileSync(logFile, 'utf8').slice(logStart).trim()
  })
  postgres.unref()
  const pid = postgres.pid
  return {
    pid,
    ended,
    stop() {
      postgres.ref()
      return stopServer(pid, ended)
    },
  }
}

/** Ends any server process: politely, then with force, which costs it a recovery at the next start. */
export async function stopServer(pid: number, ended: Promise<unknown> = untilGone(pid)): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 6000],
    ['SIGQUIT', 2000],
    ['SIGKILL', 2000],
  ] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    const isEnded = await Promise.race([ended.then(() => true), sleep(patienceMs, false, { ref: false })])
    if (isEnded) return
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(25)
}

/**
 * A shell that waits for its standard input to end, which the kernel brings about when this process dies, and then
 * asks PostgreSQL for a fast shutdown. `kill -9` of our process group does not reach it: its session is its own.
 */
function startWatchdog(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', `trap '' HUP INT TERM; read _; kill -INT ${pid}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.unref()
  // The pipe must not keep this process alive either.
  ;(watchdog.stdin as unknown as { unref(): void }).unref()
  return watchdog
}

/** Keeps one older log. PostgreSQL appends to an open file, so it is copied and emptied, not renamed. */
function boundLog(logFile: string) {
  const stats = statSync(logFile, { throwIfNoEntry: false })
  if (!stats || stats.size < maxLogBytes) return
  copyFileSync(logFile, `${logFile}.1`)
  truncateSync(logFile)
}
