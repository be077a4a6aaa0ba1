/**
 * The only wiring: configuration in, a running process out.
 * Exit codes: 0 stopped as asked, 1 failed, 2 the configuration cannot be used, 3 another process has the data.
 */
import { hostname } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { announceProcess, MigrationFailed, MigrationRefused, type Tenant, UnsafeDatabase } from '@stoa/tenancy'
import pino from 'pino'
import { migrationDirectories } from '#platform/database'
import { ensureSuperadmin } from '#platform/identity'
import { assemble, type Platform } from './assemble.ts'
import { banner } from './banner.ts'
import { type Config, loadConfig } from './config.ts'
import { type Database, openDatabase, prepareDatabase } from './database.ts'
import { DataInUse } from './embedded/index.ts'
import { ConfigError } from './env-reader.ts'
import { findDemoTenants, seed } from './seed.ts'
import { Shutdown } from './shutdown.ts'
import { UnusableDatabase } from './unusable-database.ts'

// V8 allocates what once outlived a collection among the old objects from then on. For rows on their way through that is
// wrong for ever: dead ones held on to a third of all that was allocated, at twice the processor time per request.
setFlagsFromString('--no-allocation-site-pretenuring')

const say = (message: string) => console.log(message)
const shutdown = new Shutdown(say)
// Whoever read our output may leave; that is no reason to stop serving.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)
await serve(loadConfig())

async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel })
  const database = await openDatabase(config, { onProgress: say, onLost: fail })
  shutdown.add(() => database.stop())
  const warnings = await prepareDatabase(database, config, say)
  for (const { code, subject, explanation } of warnings) log.warn({ code, subject }, explanation)
  await announce(database, log)
  const platform = await assemblePlatform(config, database, log)
  shutdown.add(() => platform.close())
  await welcomeSuperadmin(platform, config)
  const demo = config.environment === 'development' ? await seededDemo(platform) : []
  await platform.app.listen({ host: config.host, port: config.port })
  say(banner(platform, config, demo))
}

/** Migrators leave alone what a process that serves still needs. */
async function announce({ urls }: Database, log: pino.Logger): Promise<void> {
  const running = await announceProcess({
    url: urls.system,
    directories: migrationDirectories,
    name: `stoa on ${hostname()}, process ${process.pid}`,
    onError: (error) => log.error({ err: error }, 'migrators were not told that this process still serves'),
  })
  shutdown.add(() => running.close())
}

function assemblePlatform(config: Config, database: Database, log: pino.Logger): Promise<Platform> {
  return assemble({
    urls: database.servingUrls,
    listenerUrl: database.urls.system,
    loginUrl: config.loginUrl,
    isPooled: config.poolerUrl !== undefined,
    log,
    secretKey: config.secretKey,
    accessTokenKeys: config.accessTokenKeys,
    issuers: config.issuers,
    passkeys: config.passkeys,
    smtp: config.smtp,
    metrics: config.metrics,
    baseDomains: config.baseDomains,
    trustedProxies: config.trustedProxies,
    prepare: config.hasPreparedStatements,
    connections: config.connections,
    edge: { title: config.projectName, corsOrigins: config.corsOrigins, trustProxy: [...config.trustedProxies] },
  })
}

async function seededDemo({ tenancy, registry }: Platform): Promise<readonly Tenant[]> {
  await seed(tenancy, registry)
  return findDemoTenants(registry)
}

async function welcomeSuperadmin({ tenancy }: Platform, { superadmin }: Config): Promise<void> {
  if (superadmin === undefined) return
  const options = { actor: { kind: 'system' }, mode: 'write' } as const
  await tenancy.system(options, (scope) => ensureSuperadmin(scope, superadmin))
}

/** What somebody can put right is said in a sentence; anything else is a fault of ours and comes with its trace. */
function fail(error: unknown): void {
  // What breaks because the ground is taken away from it was asked for.
  if (shutdown.isUnderWay) return
  const { code, message } = error as { code?: string; message?: string }
  const expected = [ConfigError, DataInUse, MigrationFailed, MigrationRefused, UnsafeDatabase, UnusableDatabase]
  if (code === 'EADDRINUSE') console.error(`${message}; set PORT to another one.`)
  else console.error(expected.some((kind) => error instanceof kind) ? message : error)
  void shutdown.run(error instanceof ConfigError ? 2 : error instanceof DataInUse ? 3 : 1)
}
