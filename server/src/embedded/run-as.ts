import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import type { Binaries } from './binaries.ts'

interface Owner {
  uid: number
  gid: number
}

/** As whom PostgreSQL's programs run. */
export interface RunAs {
  /** The user who must own the data; undefined when that is simply the user of this process. */
  owner: Owner | undefined
  /** What stands before each command. */
  prefix: readonly string[]
}

/**
 * PostgreSQL refuses to run as root, so root hands it to an unprivileged user: the one who already owns the data,
 * else `postgres`, else `nobody`. Where that user cannot walk to the programs or the data (a clone under /root,
 * a directory of mode 0700), `setpriv` grants it the capability to do so and nothing else.
 * @param directory where the data will live; must exist
 */
export function chooseRunAs(binaries: Binaries, directory: string, dataDirectory: string): RunAs {
  if (process.getuid?.() !== 0) return { owner: undefined, prefix: [] }
  const owner = ownerOf(dataDirectory) ?? userNamed('postgres') ?? userNamed('nobody')
  if (!owner)
    throw new Error('PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.')
  const candidates = [[], setpriv(owner, 'dac_read_search'), setpriv(owner, 'dac_override')]
  for (const prefix of candidates) {
    const runAs = { owner, prefix }
    if (reaches(runAs, binaries, directory)) return runAs
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and user ${owner.uid} may not enter ${directory} or run ${binaries.postgres}. ` +
      'Run as an ordinary user, or from a directory that others may enter.',
  )
}

/** Starts a program as that user. */
export function spawnAs(runAs: RunAs, command: string, args: string[], options: SpawnOptions): ChildProcess {
  const [program, rest, asOwner] = commandLine(runAs, command, args)
  return spawn(program, rest, { ...options, ...asOwner })
}

function commandLine(runAs: RunAs, command: string, args: string[]): [string, string[], Partial<Owner>] {
  const [first, ...prefix] = runAs.prefix
  if (first === undefined) return [command, args, runAs.owner ?? {}]
  return [first, [...prefix, command, ...args], {}]
}

/**
 * `no_setuid_fixup` is needed because PostgreSQL looks at its own programs with access(2), which otherwise ignores
 * the capability of a user other than root.
 */
function setpriv({ uid, gid }: Owner, capability: string): string[] {
  return [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
  ]
}

function reaches(runAs: RunAs, binaries: Binaries, directory: string): boolean {
  const trial = ['-c', 'cd "$1" && exec "$2" --version', 'sh', directory, binaries.initdb]
  const [program, args, asOwner] = commandLine(runAs, '/bin/sh', trial)
  const { status, stderr } = spawnSync(program, args, { ...asOwner, encoding: 'utf8' })
  // initdb ends with 0 even when it complains that it may not look at itself.
  return status === 0 && stderr === ''
}

function ownerOf(path: string): Owner | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : undefined
}

function userNamed(name: string): Owner | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}
