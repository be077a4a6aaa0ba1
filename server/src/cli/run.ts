import type { Config } from '#config'
import { type Call, type Command, exitCodes, UsageError } from './command.ts'
import { type CommandLine, findCommand, meant, readCommandLine } from './command-line.ts'
import { dbUrl } from './commands/db-url.ts'
import { doctorCommand } from './commands/doctor.ts'
import { migrateCreate } from './commands/migrate-create.ts'
import { migrateDown } from './commands/migrate-down.ts'
import { migrateStatus } from './commands/migrate-status.ts'
import { migrateUp } from './commands/migrate-up.ts'
import { newResource } from './commands/new-resource.ts'
import { seedCommand } from './commands/seed.ts'
import { tenantClone } from './commands/tenant-clone.ts'
import { tenantCreate } from './commands/tenant-create.ts'
import { tenantExport } from './commands/tenant-export.ts'
import { tenantImport } from './commands/tenant-import.ts'
import { tenantListing } from './commands/tenant-list.ts'
import { tenantMove } from './commands/tenant-move.ts'
import { tenantPurge } from './commands/tenant-purge.ts'
import { tenantRecover } from './commands/tenant-recover.ts'
import { tenantDelete, tenantReactivate, tenantRestore, tenantSuspend } from './commands/tenant-state.ts'
import { describeFailure } from './failure.ts'
import { helpFor, overview } from './help.ts'
import { nearest } from './nearest.ts'

const commands: readonly Command[] = [
  migrateUp,
  migrateDown,
  migrateStatus,
  migrateCreate,
  tenantCreate,
  tenantListing,
  tenantSuspend,
  tenantReactivate,
  tenantDelete,
  tenantRestore,
  tenantPurge,
  tenantExport,
  tenantImport,
  tenantClone,
  tenantMove,
  tenantRecover,
  newResource,
  seedCommand,
  dbUrl,
  doctorCommand,
]

/** What a command line runs in. */
export interface Surroundings {
  loadConfig(): Config
  /** The result, and nothing else. */
  result(text: string): void
  failure(text: string): void
  /** What takes long; gone when the result is said. */
  progress(text: string): void
}

/** Runs what the words ask for; returns the exit code. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const wantsJson = words.includes('--json')
  try {
    const command = findCommand(commands, words)
    if (!command) {
      surroundings.result(listFor(words))
      return exitCodes.done
    }
    const line = readCommandLine(command, words)
    if (line.wantsHelp) {
      surroundings.result(helpFor(command))
      return exitCodes.done
    }
    const { data, text, exitCode } = await command.run(callOf(line, surroundings))
    surroundings.result(wantsJson ? JSON.stringify(data) : text)
    return exitCode ?? exitCodes.done
  } catch (error) {
    const { message, code, exitCode } = describeFailure(error)
    if (wantsJson) surroundings.result(JSON.stringify({ error: { code, message } }))
    else surroundings.failure(message)
    return exitCode
  }
}

/** The part of the list of commands that helps somebody who named none. */
function listFor(words: readonly string[]): string {
  const named = words.filter((word) => !word.startsWith('-'))
  const [group] = named
  if (group === undefined) return overview(commands)
  const isGroup = commands.some((command) => command.words[0] === group)
  if (isGroup && named.length === 1) return overview(commands, [group])
  const known = commands.map((command) => command.words.join(' '))
  const asked = named.slice(0, 2).join(' ')
  const guess = nearest(asked, known) ?? nearest(group, known)
  throw new UsageError(`There is no command "${asked}".${meant(guess && `stoa ${guess}`)} "stoa --help" lists them.`)
}

function callOf(line: CommandLine, { loadConfig, progress }: Surroundings): Call {
  return {
    config: loadConfig(),
    argument: (name) => line.arguments.get(name)!,
    option: (name) => line.options.get(name)?.[0],
    optionList: (name) => line.options.get(name) ?? [],
    progress,
  }
}
