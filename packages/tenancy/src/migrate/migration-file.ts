import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MigrationRefused } from './errors.ts'
import { type MigrationHeader, readHeader } from './migration-header.ts'

/** `kernel`: what keeps tenants apart; `core`: platform tables; `tenant`: tables of every schema that holds tenants' rows. */
export const migrationSets = ['kernel', 'core', 'tenant'] as const
/** `kernel`: the tables of this package; `core`: the platform's; `tenant`: those each schema with tenants' rows has. */
export type MigrationSet = (typeof migrationSets)[number]

/** The schema a set's migrations run on first, and for kernel and core the only one. */
export const homeSchemas: Record<MigrationSet, string> = { kernel: 'tenancy', core: 'core', tenant: 'shared' }

/** One numbered file, `0001-name.sql`, with a section `-- up` and a section `-- down`. */
export interface MigrationFile extends MigrationHeader {
  set: MigrationSet
  version: number
  name: string
  fileName: string
  /** SHA-256 of the whole file. */
  checksum: string
  up: MigrationText
  down: MigrationText
}

export interface MigrationText {
  sql: string
  /** Line of the file at which `sql` begins. */
  line: number
}

/** Directories of the application's migrations; the kernel brings its own. */
export interface MigrationDirectories {
  core: string
  tenant: string
}

export type MigrationFiles = Record<MigrationSet, readonly MigrationFile[]>

const kernelDirectory = fileURLToPath(new URL('../../sql', import.meta.url))

export async function readMigrations(directories: MigrationDirectories): Promise<MigrationFiles> {
  const [kernel, core, tenant] = await Promise.all([
    readSet('kernel', kernelDirectory),
    readSet('core', directories.core),
    readSet('tenant', directories.tenant),
  ])
  return { kernel, core, tenant }
}

/** The files of a set in the order of their versions. */
async function readSet(set: MigrationSet, directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(
    names.map(async (name) => parseMigration(set, name, await readFile(join(directory, name), 'utf8'))),
  )
  for (const [index, file] of files.entries()) {
    const before = files[index - 1]
    if (before?.version === file.version) {
      throw new MigrationRefused('malformed', `${before.fileName} and ${file.fileName} have the same number`)
    }
    if (file.kind === 'contract' && !files.slice(0, index).some((step) => isExpandOf(step, file))) {
      throw new MigrationRefused('malformed', `${file.fileName} names an expand step that is not there before it`)
    }
  }
  return files
}

function isExpandOf(step: MigrationFile, contract: MigrationFile): boolean {
  return step.kind === 'expand' && step.version === contract.expand
}

/** @throws MigrationRefused when the name or a section is missing */
export function parseMigration(set: MigrationSet, fileName: string, content: string): MigrationFile {
  const named = /^(\d{4})-([a-z0-9][a-z0-9-]*)\.sql$/.exec(fileName)
  if (!named) throw new MigrationRefused('malformed', `${fileName} is not named like 0001-what-it-does.sql`)
  const text = content.replaceAll('\r\n', '\n')
  const lines = text.split('\n')
  const up = lines.indexOf('-- up')
  const down = lines.indexOf('-- down')
  if (up === -1 || down < up) {
    throw new MigrationRefused('malformed', `${fileName} needs a line "-- up" and after it a line "-- down"`)
  }
  return {
    set,
    version: Number(named[1]),
    name: named[2]!,
    fileName,
    ...readHeader(fileName, lines.slice(0, up)),
    checksum: createHash('sha256').update(text).digest('hex'),
    up: { sql: lines.slice(up + 1, down).join('\n'), line: up + 2 },
    down: { sql: lines.slice(down + 1).join('\n'), line: down + 2 },
  }
}
