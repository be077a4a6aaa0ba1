import { MigrationRefused } from './errors.ts'

/** What a file says of itself above its sections. */
export interface MigrationHeader {
  /** `expand` leaves the older shape usable; `contract` takes it away. */
  kind: 'expand' | 'contract'
  /** For a contract: the version of the expand step that every tenant must have reached before. */
  expand: number | undefined
}

/**
 * Reads `-- kind: expand`, which need not be said, or `-- kind: contract` with `-- expand: 0012-new-color`.
 * @throws MigrationRefused
 */
export function readHeader(fileName: string, lines: readonly string[]): MigrationHeader {
  const kind = valueAfter(lines, 'kind') ?? 'expand'
  const expand = valueAfter(lines, 'expand')
  if (kind !== 'expand' && kind !== 'contract') {
    throw new MigrationRefused('malformed', `${fileName} says "-- kind: ${kind}"; a kind is expand or contract`)
  }
  if (kind === 'expand') {
    if (expand === undefined) return { kind, expand: undefined }
    throw new MigrationRefused('malformed', `${fileName} names an expand step, but is no contract`)
  }
  const named = /^(\d{4})-[a-z0-9-]+$/.exec(expand ?? '')
  if (!named) {
    throw new MigrationRefused(
      'malformed',
      `${fileName} is a contract: it must name the expand step it ends, as "-- expand: 0012-new-color"`,
    )
  }
  return { kind, expand: Number(named[1]) }
}

function valueAfter(lines: readonly string[], key: string): string | undefined {
  const start = `-- ${key}: `
  return lines.find((line) => line.startsWith(start))?.slice(start.length)
}
