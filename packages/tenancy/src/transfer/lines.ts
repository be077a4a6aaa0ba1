import { createHash } from 'node:crypto'
import { ExportDamaged } from './refusals.ts'

/** A row is one line; one that is longer than what PostgreSQL stores in a value is none. */
const longestLine = 1024 ** 3
const newline = 0x0a

/** The last line: how many came before it, and the SHA-256 of them as they are written. */
interface Seal {
  end: { lines: number; sha256: string }
}

/** Adds the last line, by which a reader knows that it has everything as it was written. */
export async function* sealed(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let count = 0
  for await (const line of lines) {
    hash.update(`${line}\n`)
    count++
    yield line
  }
  yield JSON.stringify({ end: { lines: count, sha256: hash.digest('hex') } } satisfies Seal)
}

/**
 * The lines without the last one.
 * @throws ExportDamaged, at the latest after the last line: what was done with them before must be undone then
 */
export async function* unsealed(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let count = 0
  let seal: Seal | undefined
  for await (const line of lines) {
    if (seal) throw ExportDamaged('Something follows after its end.')
    seal = sealIn(line)
    if (seal) continue
    hash.update(`${line}\n`)
    count++
    yield line
  }
  if (!seal) throw ExportDamaged('It was cut short.')
  if (seal.end.lines !== count || seal.end.sha256 !== hash.digest('hex')) {
    throw ExportDamaged('It was changed after it was written.')
  }
}

function sealIn(line: string): Seal | undefined {
  return line.startsWith('{"end":') ? (parsedLine(line) as Seal) : undefined
}

/** @throws ExportDamaged */
export function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw ExportDamaged('A line of it cannot be read.')
  }
}

/** Splits bytes at line feeds and nowhere else: texts in rows may hold every other separator. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let open: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...open, chunk.subarray(start, end)]).toString('utf8')
      open = []
      length = 0
      start = end + 1
    }
    open.push(chunk.subarray(start))
    length += chunk.length - start
    if (length > longestLine) throw ExportDamaged('A line of it does not end.')
  }
  if (length > 0) yield Buffer.concat(open).toString('utf8')
}
