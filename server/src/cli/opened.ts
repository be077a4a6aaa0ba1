import { bindingKeyFrom, createTenancy, ensureRoles, type Tenancy } from '@stoa/tenancy'
import { scopedTables } from '#platform/database'
import { type Database, openDatabase, withRemedy } from '../database.ts'
import type { Call } from './command.ts'

/**
 * Runs `body` with the database of the configuration as it is found. The embedded server is used as it runs; else it is
 * started for the command, and stopped after it, by Ctrl-C too.
 */
export async function withDatabaseAsFound<T>({ config, progress }: Call, body: (database: Database) => Promise<T>) {
  const database = await openDatabase(config, { mayShare: true, onProgress: progress })
  const stopAndLeave = () => void database.stop().finally(() => process.exit(130))
  process.once('SIGINT', stopAndLeave)
  process.once('SIGTERM', stopAndLeave)
  try {
    return await body(database)
  } finally {
    process.off('SIGINT', stopAndLeave)
    process.off('SIGTERM', stopAndLeave)
    await database.stop()
  }
}

/** The same with its roles as they should be. */
export function withDatabase<T>(call: Call, body: (database: Database) => Promise<T>): Promise<T> {
  return withDatabaseAsFound(call, async (database) => {
    await withRemedy(database, () => ensureRoles(database.adminUrl, call.config.secretKey))
    return body(database)
  })
}

/** Runs `body` with the doors to tenants and platform tables: commands call the verbs that the edge calls. */
export function withTenancy<T>(call: Call, body: (tenancy: Tenancy, database: Database) => Promise<T>): Promise<T> {
  return withDatabase(call, async (database) => {
    const tenancy = createTenancy({
      urls: database.urls,
      bindingKey: bindingKeyFrom(call.config.secretKey),
      scopedTables,
      prepare: call.config.hasPreparedStatements,
      applicationName: 'stoa cli',
    })
    try {
      return await body(tenancy, database)
    } finally {
      await tenancy.close()
    }
  })
}
