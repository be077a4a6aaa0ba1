import {
  bindingKeyFrom,
  CachedRegistry,
  createIdentifier,
  createTenancy,
  endStalePause,
  type Listener,
  listen,
  postgresTenants,
  type RoleUrls,
  type Tenancy,
  type TenancyOptions,
  tenantChannels,
} from '@stoa/tenancy'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Logger } from 'pino'
import { commerce, ImportWorker } from '#commerce'
import { createEdge, type EdgeSettings, tenantPathPrefix } from '#edge'
import { createAccess } from '#platform/access'
import type { Route } from '#platform/contract'
import { scopedTables } from '#platform/database'
import {
  type AccessTokenKeys,
  apiKeysOf,
  createIdentity,
  createLoginDesk,
  createMailbox,
  databaseLogins,
  humans,
  type Identity,
  type IssuerSettings,
  type LoginDesk,
  LoginKeeper,
  type Mailbox,
  type PasskeySettings,
  type SendMail,
  type SmtpSettings,
  smtp,
  tokenRefusals,
  users,
} from '#platform/identity'
import { createMetrics } from '#platform/metrics'
import { settingsOf, type UnreadableSetting, unreadableSettings } from '#platform/settings'
import { findActiveTenants, PurgeWorker, tenants } from '#platform/tenants'

/** The rooms that may declare settings. */
const features = [tenants, users, humans, commerce]

const openToKeys = [...features, settingsOf(features)]

/** The rooms that are data alone. */
const rooms = [...openToKeys, apiKeysOf(openToKeys)]

/** What each role may do in a tenant; made at once, so that a table that cannot be meant stops every start. */
export const access = createAccess([...rooms, databaseLogins()])

/** Every route of the platform. */
export function routesWith(identity: Pick<Identity, 'routes'>, loginDesk?: LoginDesk): Route[] {
  return [...identity.routes, ...[...rooms, databaseLogins(loginDesk)].flatMap((room) => room.routes)]
}

export interface AssembleOptions {
  urls: RoleUrls
  secretKey: string
  /** Keys that access tokens are signed with instead of the secret. */
  accessTokenKeys?: AccessTokenKeys
  /** Outside issuers whose tokens are believed about who somebody is. */
  issuers?: readonly IssuerSettings[]
  /** For how long an outside issuer's keys are not asked for again. */
  issuerCooldownMs?: number
  /** Where passkeys are good. Without it there are none. */
  passkeys?: PasskeySettings | undefined
  log: Logger
  clock?: () => Date
  /** Where mails go; without it they stay on this machine and `GET /dev/mailbox` shows them. */
  smtp?: SmtpSettings | undefined
  baseDomains?: readonly string[]
  trustedProxies?: readonly string[]
  edge?: Partial<EdgeSettings>
  /** Serves `/metrics`, to whoever holds the token where there is one. Without it nothing is counted. */
  metrics?: { token: string | undefined } | undefined
  /** How often it looks for tenants that are to be purged. */
  purgeEveryMs?: number
  /** Whether imports of products wait until `imports` is told to work. */
  areImportsIdle?: boolean
  /** Where changes are listened for, which no pooler in transaction mode can do. Default: where is served. */
  listenerUrl?: string
  /** Where tools of tenants reach the database. Default: where changes are listened for. */
  loginUrl?: string | undefined
  /** Whether the URLs lead to a pooler in transaction mode. */
  isPooled?: boolean
  /** Whether statements are parsed once and used by name. */
  prepare?: boolean
  /** Connections per database role, where it is not the kernel's own choice. */
  connections?: NonNullable<TenancyOptions['limits']>
}

/** A running platform without its listening socket: `main.ts` serves it, tests call it. */
export interface Platform {
  app: FastifyInstance
  tenancy: Tenancy
  registry: CachedRegistry
  identity: Identity
  mailbox: Mailbox | undefined
  purges: PurgeWorker
  imports: ImportWorker
  logins: LoginKeeper
  close(): Promise<void>
}

/** Puts the rooms together over a migrated database. Apart from `main.ts` so that tests run exactly what is served. */
export async function assemble(options: AssembleOptions): Promise<Platform> {
  const { log, urls, clock } = options
  const lookups = new pg.Pool({ connectionString: urls.system, max: 2, application_name: 'stoa registry' })
  lookups.on('error', (error) => log.warn({ err: error }, 'a registry connection was lost'))
  const registry = new CachedRegistry(postgresTenants(lookups))
  const tenancy = createTenancy({
    urls,
    bindingKey: bindingKeyFrom(options.secretKey),
    scopedTables,
    refresh: async (id) => {
      await endStalePause(lookups, id)
      return registry.refresh(id)
    },
    applicationName: 'stoa',
    ...(clock && { clock }),
    ...(options.isPooled !== undefined && { isPooled: options.isPooled }),
    ...(options.prepare !== undefined && { prepare: options.prepare }),
    ...(options.connections && { limits: options.connections }),
  })
  const mail = openMail(options.smtp)
  const identity = createIdentity({
    doors: tenancy,
    secretKey: options.secretKey,
    ...(options.accessTokenKeys && { accessTokenKeys: options.accessTokenKeys }),
    ...(options.issuers && { issuers: options.issuers }),
    ...(options.issuerCooldownMs !== undefined && { issuerCooldownMs: options.issuerCooldownMs }),
    passkeys: options.passkeys,
    ...mail,
    ...(clock && { clock }),
    onError: (error) => log.error({ err: error }, 'identity'),
    onSecurityEvent: (event) => log.warn({ security: event }, 'security event'),
  })
  const listener = await watch(options.listenerUrl ?? urls.system, registry, identity)
  const purges = new PurgeWorker(tenancy, {
    ...(options.purgeEveryMs !== undefined && { everyMs: options.purgeEveryMs }),
    onError: (error) => log.error({ err: error }, 'a purge stopped'),
  })
  const imports = new ImportWorker(tenancy, {
    async findTenants() {
      const options = { actor: { kind: 'system' }, mode: 'read' } as const
      const found = await tenancy.system(options, (scope) => scope.all(findActiveTenants, {}))
      return found.map(({ id }) => id)
    },
    findTenant: async (id) => registry.byId(id),
    isIdle: options.areImportsIdle ?? false,
    onError: (error) => log.error({ err: error }, 'an import of products stopped'),
  })
  const logins = new LoginKeeper(tenancy, {
    onError: (error) => log.error({ err: error }, 'overdue database logins were not ended'),
  })
  const stopTelling = tellUnreadableSettings(log)
  const loginDesk = createLoginDesk({
    bindingKey: bindingKeyFrom(options.secretKey),
    url: options.loginUrl ?? options.listenerUrl ?? urls.system,
  })
  const routes = routesWith(identity, loginDesk)
  const app = createEdge({
    routes,
    tenancy,
    identifier: createIdentifier(registry, {
      pathPrefix: tenantPathPrefix,
      baseDomains: options.baseDomains ?? [],
      trustedProxies: options.trustedProxies ?? [],
      onSecurityEvent: (event) => log.warn({ security: event }, 'security event'),
    }),
    authenticate: identity.authenticate,
    isPermitted: access.isPermitted,
    readiness: { database: async () => void (await lookups.query('select 1')) },
    onSecurityEvent: (event) => log.warn({ security: event }, 'security event'),
    refusals: tokenRefusals,
    log,
    ...(options.metrics && countedBy(routes, tenancy, options.metrics.token)),
    ...(options.edge && { settings: options.edge }),
  })
  return {
    app,
    tenancy,
    registry,
    identity,
    mailbox: mail.mailbox,
    purges,
    imports,
    logins,
    async close() {
      await app.close()
      await purges.close()
      await imports.close()
      await logins.close()
      stopTelling()
      await listener.close()
      await identity.close()
      await Promise.all([tenancy.close(), lookups.end()])
    },
  }
}

/** What the edge needs to count its calls and to show the figures at `/metrics`. */
function countedBy(routes: readonly Route[], tenancy: Tenancy, token: string | undefined) {
  const operations = routes.map(({ operation }) => operation)
  const { observe, observeRefusal, ...metrics } = createMetrics({ operations, connections: () => tenancy.stats })
  return { observe, observeRefusal, metrics: { ...metrics, token } }
}

/** One connection hears what other processes changed; while it is away, nothing cached is believed for long. */
async function watch(url: string, registry: CachedRegistry, identity: Identity): Promise<Listener> {
  const listener = await listen(
    url,
    { ...tenantChannels(registry), ...identity.channels },
    {
      onDisconnect: () => {
        registry.watched(false)
        void identity.watched(false)
      },
      onReconnect: () => {
        registry.watched(true)
        void identity.watched(true)
      },
    },
  )
  registry.watched(true)
  await identity.watched(true)
  return listener
}

/** Tells the log of kept settings that count as their default, until the returned function is called. */
function tellUnreadableSettings(log: Logger): () => void {
  const tell = (message: unknown) => {
    const { tenant, name, fault } = message as UnreadableSetting
    log.error({ tenant: tenant.id, setting: name, fault: fault.message }, 'a setting is unreadable; its default counts')
  }
  unreadableSettings.subscribe(tell)
  return () => void unreadableSettings.unsubscribe(tell)
}

/** Mails leave by SMTP, or wait in a mailbox that everybody who reaches this process can read. */
function openMail(settings: SmtpSettings | undefined): { sendMail: SendMail; mailbox: Mailbox | undefined } {
  if (settings) return { sendMail: smtp(settings), mailbox: undefined }
  const mailbox = createMailbox()
  return { sendMail: mailbox.send, mailbox }
}
