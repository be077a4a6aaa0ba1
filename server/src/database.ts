import {
  bindingKeyFrom,
  checkBoot,
  ensureRoles,
  type Finding,
  handsSessionsOn,
  installBindingKey,
  type MigrationProgress,
  migrate,
  type RoleUrls,
  recoverMoves,
  roleUrls,
} from '@stoa/tenancy'
import { Client, escapeIdentifier } from 'pg'
import { migrationDirectories } from '#platform/database'
import type { Config } from './config.ts'
import { makeDataDirectory } from './data-directory.ts'
import { openEmbedded, startEmbedded } from './embedded/index.ts'
import { UnusableDatabase, withRemedy } from './unusable-database.ts'

/** A host that swallows what it is sent would hold up the start for minutes. */
const connectionTimeoutMillis = 10_000

export { withRemedy }

/** The platform's database, reachable, whatever state it is in. */
export interface Database {
  /** URL of the role that may make roles: a superuser, where the server is the embedded one. */
  adminUrl: string
  urls: RoleUrls
  /** The same for serving: through the pooler, where one is configured. */
  servingUrls: RoleUrls
  isEmbedded: boolean
  /** Ends the embedded server, where this process started it. */
  stop(): Promise<void>
}

export interface OpenDatabaseOptions {
  onProgress?: (message: string) => void
  /** Told when the embedded server ends without having been stopped. */
  onLost?: (reason: UnusableDatabase) => void
  /** Use an embedded server that another process runs, as commands do; a server refuses to. */
  mayShare?: boolean
}

/**
 * Opens the configured database, or the embedded one when none is configured; makes it when the server lacks it.
 * @throws DataInUse when another process has the embedded one; UnusableDatabase
 */
export async function openDatabase(config: Config, options: OpenDatabaseOptions = {}): Promise<Database> {
  if (config.databaseUrl !== undefined) {
    const database = described(config.databaseUrl, config, false, async () => undefined)
    await withRemedy(database, () => ensureDatabase(database.adminUrl))
    await withRemedy(database, () => refusePooler(database.adminUrl))
    return database
  }
  makeDataDirectory(config.dataDir)
  const { mayShare, onLost, ...listeners } = options
  const open = mayShare ? openEmbedded : startEmbedded
  const embedded = await open({
    dataDir: config.dataDir,
    ...listeners,
    onLost: (reason) =>
      onLost?.(new UnusableDatabase(`${reason}\nStart again; ${config.dataDir}/postgres.log may tell more.`)),
  })
  const url = new URL(embedded.adminUrl)
  url.pathname = '/stoa'
  const database = described(url.href, config, true, embedded.stop)
  await withRemedy(database, () => ensureDatabase(database.adminUrl))
  return database
}

function described(adminUrl: string, config: Config, isEmbedded: boolean, stop: () => Promise<void>): Database {
  const urls = roleUrls(adminUrl, config.secretKey)
  const servingUrls = config.poolerUrl ? { ...roleUrls(config.poolerUrl, config.secretKey), owner: urls.owner } : urls
  return { adminUrl, urls, servingUrls, isEmbedded, stop }
}

/**
 * Brings roles, schemas and the verifying key up to this code, and makes sure that it may be served.
 * @returns what the boot gate warns of
 * @throws MigrationRefused, MigrationFailed, UnsafeDatabase, UnusableDatabase
 */
export function prepareDatabase(
  database: Database,
  { secretKey }: Config,
  onProgress: (message: string) => void = () => undefined,
): Promise<Finding[]> {
  return withRemedy(database, () => bringUp(database, secretKey, onProgress))
}

async function bringUp(
  { adminUrl, urls, servingUrls }: Database,
  secretKey: string,
  onProgress: (message: string) => void,
): Promise<Finding[]> {
  const bindingKey = bindingKeyFrom(secretKey)
  await ensureRoles(adminUrl, secretKey)
  const { failures, heldBack, stopped } = await migrate({
    ownerUrl: urls.owner,
    directories: migrationDirectories,
    onProgress: (progress) => onProgress(inWords(progress)),
  })
  for (const { schema, message } of failures) onProgress(`Schema ${schema} could not be migrated: ${message}`)
  if (stopped) onProgress(`${stopped.untouched} schemas were left as they are: ${stopped.reason}`)
  if (heldBack) onProgress(`${heldBack.file} waits for ${heldBack.by.join('; ')}`)
  await installBindingKey(urls.owner, bindingKey)
  await endInterruptedMoves(urls.owner, onProgress)
  return checkBoot({ urls: servingUrls, directories: migrationDirectories, bindingKey })
}

/** A mover that was killed leaves its move to whoever starts next. */
async function endInterruptedMoves(ownerUrl: string, onProgress: (message: string) => void): Promise<void> {
  for (const { tenantId, outcome, reason } of await recoverMoves({ ownerUrl })) {
    onProgress(`The move of tenant ${tenantId} was interrupted: ${outcome}${reason ? ` (${reason})` : ''}`)
  }
}

function inWords(progress: MigrationProgress): string {
  switch (progress.phase) {
    case 'waiting':
      return 'Waiting for another process that migrates …'
    case 'applying':
      return `Migrating ${progress.schema}: ${progress.file}`
    case 'canary':
      return `Migrating ${progress.schema} before the other tenants' schemas`
    case 'busy':
      return `The tables of ${progress.schema} are in use; trying again`
    case 'tenants':
      return `Migrating tenants' schemas: ${progress.done} of ${progress.total}`
  }
}

/** Migrations hold a lock, and notices are heard, in a session of one's own. */
async function refusePooler(url: string): Promise<void> {
  if (!(await handsSessionsOn(url, connectionTimeoutMillis))) return
  throw new UnusableDatabase(
    'DATABASE_URL leads to a pooler in transaction mode, through which nothing can be set up or listened to. ' +
      'Name the PostgreSQL server itself there, and the pooler as DATABASE_POOLER_URL.',
  )
}

async function ensureDatabase(url: string): Promise<void> {
  const missing = await connectOnce(url)
  if (missing === undefined) return
  const server = new URL(url)
  server.pathname = '/postgres'
  const client = new Client({ connectionString: server.href, connectionTimeoutMillis })
  await client.connect()
  try {
    // template0: whatever somebody left in template1 does not belong to the platform.
    await client.query(`create database ${escapeIdentifier(missing)} template template0 encoding 'UTF8'`)
  } catch (error) {
    if (!isDuplicate(error)) throw error
  } finally {
    await client.end()
  }
}

/** The name of the database when the server lacks it; undefined when it is there. */
async function connectOnce(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis })
  try {
    await client.connect()
    return undefined
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error
    return decodeURIComponent(new URL(url).pathname.slice(1))
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Another process made it in the same moment. */
function isDuplicate(error: unknown): boolean {
  return ['42P04', '23505'].includes((error as { code?: string }).code ?? '')
}
