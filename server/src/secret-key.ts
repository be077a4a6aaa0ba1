import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeDataDirectory } from './data-directory.ts'

/**
 * The secret of a machine that was given none: made once and kept in a file of mode 0600, so that sessions and
 * database passwords hold over a restart. Of two simultaneous first starts both get the same.
 */
export function keptSecretKey(directory: string): string {
  const path = join(directory, 'secret-key')
  const kept = readKept(path)
  if (kept !== undefined) return kept
  makeDataDirectory(directory)
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  try {
    // link() refuses to replace: the first one wins, whole.
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readKept(path)!
}

function readKept(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
