import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, link, open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { linesOf } from './lines.ts'
import { ExportDamaged } from './refusals.ts'

/**
 * Writes lines to a new file, compressed when its name ends in `.gz`. The file has its name only when all of it is on
 * the disk, so there is never half an export.
 * @throws Error with code EEXIST when there is such a file
 */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  if (existsSync(path)) throw Object.assign(new Error(`${path} exists`), { code: 'EEXIST' })
  const unfinished = `${path}.${process.pid}.part`
  try {
    const file = await open(unfinished, 'wx', 0o600)
    await writeAll(file, lines, isCompressed(path))
    // Unlike renaming, linking never replaces a file that came there meanwhile.
    await link(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** @throws ExportDamaged when a compressed file is cut short or changed */
export async function* readLines(path: string): AsyncGenerator<string> {
  const bytes = createReadStream(path)
  if (!isCompressed(path)) return yield* linesOf(bytes)
  const unzipped = bytes.pipe(createGunzip())
  bytes.on('error', (error) => unzipped.destroy(error))
  try {
    yield* linesOf(unzipped)
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('Z_') ? ExportDamaged('It cannot be unpacked.') : error
  } finally {
    bytes.destroy()
  }
}

async function writeAll(file: FileHandle, lines: AsyncIterable<string>, isZipped: boolean): Promise<void> {
  const source = Readable.from(inChunks(lines), { objectMode: false })
  // Flushed before it is closed: after a power cut the name must not lead to an empty file.
  const target = file.createWriteStream({ flush: true })
  await (isZipped ? pipeline(source, createGzip(), target) : pipeline(source, target))
}

const chunkCharacters = 64 * 1024

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = ''
  for await (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < chunkCharacters) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

function isCompressed(path: string): boolean {
  return path.endsWith('.gz')
}
