import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** A PostgreSQL server process, as its postmaster.pid describes it. */
export interface Postmaster {
  pid: number
  port: number
}

/**
 * The server that works on `dataDirectory` now. After a kill the file it left may name a process that has ended, or
 * a stranger that got the same number since; such a file is removed, because PostgreSQL itself would believe it.
 */
export async function findPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  const path = join(dataDirectory, 'postmaster.pid')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (isPostmaster(pid, dataDirectory)) return { pid, port: Number(lines[3]) }
  await rm(path, { force: true })
  return undefined
}

/** Whether the process runs. One that has ended but was never waited for (no init in a container) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return process.platform !== 'linux' || stateOf(pid) !== 'Z'
}

function stateOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.charAt(text.lastIndexOf(')') + 2)
  } catch {
    return undefined
  }
}

function isPostmaster(pid: number, dataDirectory: string): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false
  if (programOf(pid) !== 'postgres') return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataDirectory
  } catch {
    // Another user's process may hide where it works; its name has to do.
    return true
  }
}

function programOf(pid: number): string {
  try {
    const commandLine =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0]
        : execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return basename(commandLine ?? '')
  } catch {
    return ''
  }
}
