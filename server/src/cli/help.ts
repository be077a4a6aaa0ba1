import { type Command, exitCodes, type Option } from './command.ts'
import { everywhere } from './command-line.ts'

/** All commands that begin with the given words. */
export function overview(commands: readonly Command[], words: readonly string[] = []): string {
  const listed = commands.filter((command) => words.every((word, index) => command.words[index] === word))
  return [
    `Usage: stoa ${[...words, '<command>'].join(' ')} [options]`,
    '',
    table(listed.map((command) => [`  ${synopsis(command)}`, command.summary])),
    '',
    '"stoa <command> --help" says more. Every command takes --json.',
    `Exit codes: ${exitCodes.done} done, ${exitCodes.failed} failed, ${exitCodes.usage} command line or configuration ` +
      `cannot be used, ${exitCodes.attention} something needs attention.`,
  ].join('\n')
}

export function helpFor(command: Command): string {
  const options = [...(command.options ?? []), ...everywhere]
  const description = command.description ? [command.description, ''] : []
  return [
    `Usage: stoa ${synopsis(command)} [options]`,
    '',
    `${command.summary}.`,
    ...description,
    ...(description.length > 0 ? [] : ['']),
    table(options.map((option) => [`  ${flag(option)}`, explained(option)])),
  ].join('\n')
}

function synopsis({ words, arguments: names = [], options = [] }: Command): string {
  const required = options.filter(({ isRequired }) => isRequired).map(flag)
  return [...words, ...names.map((name) => `<${name}>`), ...required].join(' ')
}

function flag({ name, placeholder }: Option): string {
  return placeholder ? `--${name} <${placeholder}>` : `--${name}`
}

function explained({ description, choices, isRequired, isRepeatable }: Option): string {
  const notes = [
    ...(choices ? [choices.join(', ')] : []),
    ...(isRequired ? ['required'] : []),
    ...(isRepeatable ? ['repeatable'] : []),
  ]
  return notes.length > 0 ? `${description} (${notes.join('; ')})` : description
}

/** Rows in columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
