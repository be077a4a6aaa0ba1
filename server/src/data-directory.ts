import { mkdirSync, mkdtempSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ConfigError } from './env-reader.ts'

/**
 * Makes the directory of what this machine keeps unless it is there, and makes sure that it can be written.
 * @throws ConfigError when it cannot
 */
export function makeDataDirectory(path: string): void {
  try {
    makeDirectory(path)
    // Only trying tells: permissions say nothing of a file system that is read-only or the kernel's own.
    rmdirSync(mkdtempSync(join(path, '.trial-')))
  } catch (error) {
    throw new ConfigError(
      `STOA_DATA cannot be used: ${(error as Error).message}. Name a directory that this process may make and write.`,
    )
  }
}

/** One level after the other: where the system takes no directory (/proc), Node's recursive mkdir never returns. */
function makeDirectory(path: string): void {
  if (isDirectory(path)) return
  if (dirname(path) !== path) makeDirectory(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another start made it in the same moment.
    if (!isDirectory(path)) throw error
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
