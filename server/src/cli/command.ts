import type { Config } from '#config'

/** One option of a command, as `--name <placeholder>` or `--name`. */
export interface Option {
  name: string
  /** What stands in help for the value; absent for a switch. */
  placeholder?: string
  description: string
  isRequired?: boolean
  isRepeatable?: boolean
  /** The only values that are taken. */
  choices?: readonly string[]
}

export interface Command {
  /** The words that name it: `['migrate', 'up']`. */
  words: readonly string[]
  summary: string
  /** What somebody who is about to run it should know. */
  description?: string
  /** Names of the arguments after the words, each required. */
  arguments?: readonly string[]
  options?: readonly Option[]
  run(call: Call): Promise<Outcome>
}

/** What a command is run with; every option was checked. */
export interface Call {
  config: Config
  argument(name: string): string
  /** The value of an option; undefined when it was not given. */
  option(name: string): string | undefined
  optionList(name: string): string[]
  /** Says what takes long; goes to stderr, so that stdout holds the result alone. */
  progress(message: string): void
}

/** What a command has to say. */
export interface Outcome {
  /** For programs: printed by `--json`. */
  data: unknown
  /** For people. */
  text: string
  exitCode?: number
}

/** What the process ends with. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** The command line or the configuration cannot be used. */
  usage: 2,
  /** It ran, and what it found or left behind needs somebody: faults, migrations that are missing or failed. */
  attention: 3,
} as const

/** The command line cannot be used as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
