import { parseArgs } from 'node:util'
import { type Command, type Option, UsageError } from './command.ts'
import { nearest } from './nearest.ts'

/** A command line that was understood. */
export interface CommandLine {
  command: Command
  wantsHelp: boolean
  wantsJson: boolean
  arguments: ReadonlyMap<string, string>
  options: ReadonlyMap<string, string[]>
}

export const everywhere: readonly Option[] = [
  { name: 'json', description: 'Print the result as JSON' },
  { name: 'help', description: 'Say what the command does' },
]

/** The command that the words begin with. */
export function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  return commands.find((command) => command.words.every((word, index) => words[index] === word))
}

/** @throws UsageError saying what is wrong and, where it can be guessed, what was meant */
export function readCommandLine(command: Command, words: readonly string[]): CommandLine {
  const known = [...(command.options ?? []), ...everywhere]
  const { positionals, tokens } = parseArgs({
    args: words.slice(command.words.length),
    options: Object.fromEntries(
      known.map(({ name, placeholder }) => [name, { type: placeholder ? 'string' : 'boolean' } as const]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const options = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = known.find(({ name }) => name === token.name)
    if (!option) throw new UsageError(unknownOption(token.rawName, known))
    const values = options.get(option.name) ?? []
    options.set(option.name, [...values, checkedValue(option, token.value, values.length)])
  }
  const wantsHelp = options.has('help')
  if (!wantsHelp) refuseMissing(command, positionals, options)
  return {
    command,
    wantsHelp,
    wantsJson: options.has('json'),
    arguments: new Map((command.arguments ?? []).map((name, index) => [name, positionals[index]!])),
    options,
  }
}

function checkedValue(option: Option, value: string | undefined, given: number): string {
  const { name, placeholder, choices, isRepeatable } = option
  if (!placeholder) {
    if (value !== undefined) throw new UsageError(`--${name} takes no value.`)
    return ''
  }
  if (value === undefined || value === '') throw new UsageError(`--${name} needs a value: --${name} <${placeholder}>.`)
  if (given > 0 && !isRepeatable) throw new UsageError(`--${name} was given twice.`)
  if (choices && !choices.includes(value)) {
    throw new UsageError(`--${name} is ${choices.join(', ')}, not "${value}".${meant(nearest(value, choices))}`)
  }
  return value
}

function refuseMissing(command: Command, positionals: readonly string[], options: ReadonlyMap<string, string[]>): void {
  const expected = command.arguments ?? []
  const missing = expected[positionals.length]
  if (missing) throw new UsageError(`<${missing}> is missing.`)
  const extra = positionals[expected.length]
  if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many.`)
  const required = command.options?.find(({ name, isRequired }) => isRequired && !options.has(name))
  if (required) throw new UsageError(`--${required.name} <${required.placeholder}> is missing.`)
}

function unknownOption(rawName: string, known: readonly Option[]): string {
  const guess = nearest(
    rawName.replace(/^-+/, ''),
    known.map(({ name }) => name),
  )
  return `There is no option ${rawName}.${meant(guess && `--${guess}`)}`
}

/** A hint to end a message with. */
export function meant(guess: string | undefined): string {
  return guess ? ` Did you mean ${guess}?` : ''
}
