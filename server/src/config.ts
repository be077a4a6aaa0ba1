import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { isGuessable, isHostName } from '@stoa/tenancy'
import {
  type AccessTokenKeys,
  type IssuerSettings,
  type PasskeySettings,
  readIssuers,
  type SmtpSettings,
} from '#platform/identity'
import { readPrivateKey, readPublicKeys } from './access-token-keys.ts'
import { type Environment, EnvReader } from './env-reader.ts'
import { readPasskeys } from './passkeys.ts'
import { keptSecretKey } from './secret-key.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const environments = ['development', 'test', 'production'] as const
const sslModes = ['disable', 'require', 'verify-full'] as const
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** Everything a deployment can decide, checked. */
export interface Config {
  environment: (typeof environments)[number]
  projectName: string
  host: string
  port: number
  /** Directory of what this machine keeps: the embedded database and the generated secret. */
  dataDir: string
  /** URL of a PostgreSQL server of one's own; undefined: the embedded one. */
  databaseUrl: string | undefined
  /** URL of a pooler in transaction mode, through which that server is served; its roles are ours. */
  poolerUrl: string | undefined
  /** Where tools of tenants reach the database, without a user; undefined: where this process does. */
  loginUrl: string | undefined
  hasPreparedStatements: boolean
  /** Connections per database role. */
  connections: { reads: number; writes: number; leased: number }
  secretKey: string
  /** Keys that access tokens are signed with instead of the secret, and further keys whose tokens are good. */
  accessTokenKeys: AccessTokenKeys
  /** Outside issuers whose tokens are believed about who somebody is. */
  issuers: readonly IssuerSettings[]
  /** Where passkeys are good; undefined where no domain is said. */
  passkeys: PasskeySettings | undefined
  /** Where mails go; undefined outside production: into the mailbox of `GET /dev/mailbox`. */
  smtp: SmtpSettings | undefined
  /** The token that `/metrics` asks for, and undefined where everybody may read it; undefined: it is not served. */
  metrics: { token: string | undefined } | undefined
  /** Address of the first superadmin. */
  superadmin: string | undefined
  corsOrigins: readonly string[]
  baseDomains: readonly string[]
  /** Addresses and networks whose forwarding headers are believed. */
  trustedProxies: readonly string[]
  logLevel: (typeof logLevels)[number]
}

/** The configuration of this process: the environment, and beneath it the file `.env` where there is one. */
export function loadConfig(): Config {
  return readConfig({ ...readEnvFile(resolve(root, '.env')), ...process.env })
}

/**
 * Checks the given variables; what is empty counts as not given.
 * @throws ConfigError with every fault at once
 */
export function readConfig(env: Environment): Config {
  const read = new EnvReader(env)
  const environment = read.oneOf('ENVIRONMENT', environments, 'development')
  const isProduction = environment === 'production'
  const dataDir = resolve(root, read.text('STOA_DATA') ?? '.stoa')
  const givenSecret = readSecret(read, isProduction)
  const databaseUrl = readDatabaseUrl(read)
  const port = read.integer('PORT', { default: 8000, minimum: 0, maximum: 65_535 })
  const baseDomains = readBaseDomains(read, isProduction)
  const corsOrigins = read.jsonArray('BACKEND_CORS_ORIGINS', isOrigin, 'origins such as ["https://shop.example"]')
  const projectName = read.text('PROJECT_NAME') ?? 'Stoa'
  const config = {
    environment,
    projectName,
    host: read.text('HOST') ?? (isProduction ? '0.0.0.0' : 'localhost'),
    port,
    dataDir,
    databaseUrl,
    poolerUrl: readPoolerUrl(read, databaseUrl),
    loginUrl: readLoginUrl(read),
    hasPreparedStatements: read.boolean('DATABASE_PREPARED_STATEMENTS', true),
    connections: {
      reads: read.integer('DATABASE_READ_CONNECTIONS', { default: 4, minimum: 1, maximum: 200 }),
      writes: read.integer('DATABASE_WRITE_CONNECTIONS', { default: 8, minimum: 1, maximum: 200 }),
      leased: read.integer('DATABASE_LEASED_CONNECTIONS', { default: 8, minimum: 1, maximum: 200 }),
    },
    accessTokenKeys: {
      signing: readPrivateKey(read, 'ACCESS_TOKEN_PRIVATE_KEY', root),
      others: readPublicKeys(read, 'ACCESS_TOKEN_PUBLIC_KEYS', root),
    },
    issuers: readOutsideIssuers(read),
    passkeys: readPasskeys(
      read,
      { rpId: 'PASSKEY_RP_ID', origins: 'PASSKEY_ORIGINS' },
      { domain: baseDomains[0], pages: corsOrigins, port, rpName: projectName },
    ),
    smtp: readSmtp(read, isProduction),
    metrics: readMetrics(read, isProduction),
    superadmin: readSuperadmin(read, isProduction),
    corsOrigins,
    baseDomains,
    trustedProxies: read.list('TRUSTED_PROXIES', isNetwork, 'addresses or networks such as 10.0.0.0/8, 192.0.2.1'),
    logLevel: read.oneOf('LOG_LEVEL', logLevels, 'info'),
  }
  read.refuseFaults()
  return { ...config, secretKey: givenSecret ?? keptSecretKey(dataDir) }
}

function readEnvFile(path: string): Environment {
  try {
    return parseEnv(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

function readSecret(read: EnvReader, isProduction: boolean): string | undefined {
  const name = 'SECRET_KEY'
  const secret = read.text(name)
  const allowed = 'at least 32 random characters, for example from `openssl rand -hex 32`'
  if (secret === undefined) {
    if (isProduction) read.fault(name, 'is missing in production', allowed)
  } else if (secret.length < 32) read.fault(name, `has ${secret.length} characters`, allowed)
  else if (isGuessable(secret)) read.fault(name, 'can be guessed', allowed)
  return secret
}

function readDatabaseUrl(read: EnvReader): string | undefined {
  const url = read.text('DATABASE_URL')
  if (url !== undefined) {
    const allowed = 'postgres://user:password@host:5432/database'
    if (!isDatabaseUrl(url)) read.fault('DATABASE_URL', 'is not the URL of a PostgreSQL database', allowed)
    return url
  }
  const server = read.text('POSTGRES_SERVER')
  const parts = ['POSTGRES_PORT', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB', 'POSTGRES_SSL_MODE']
  if (server === undefined) {
    const given = parts.find((name) => read.text(name) !== undefined)
    if (given)
      read.fault('POSTGRES_SERVER', `is missing, while ${given} is given`, 'the host name of a PostgreSQL server')
    return undefined
  }
  const host = isIP(server) === 6 ? `[${server}]` : server
  if (!isHostName(server.toLowerCase()) && !isIP(server)) {
    read.fault('POSTGRES_SERVER', `is not a host: ${server}`, 'a host name or an address, without port')
    return undefined
  }
  const port = read.integer('POSTGRES_PORT', { default: 5432, minimum: 1, maximum: 65_535 })
  const built = new URL(`postgres://${host}:${port}`)
  built.username = encodeURIComponent(read.text('POSTGRES_USER') ?? 'postgres')
  built.password = encodeURIComponent(read.text('POSTGRES_PASSWORD') ?? '')
  built.pathname = `/${encodeURIComponent(read.text('POSTGRES_DB') ?? 'stoa')}`
  const sslMode = read.oneOf('POSTGRES_SSL_MODE', sslModes, 'disable')
  if (sslMode !== 'disable') built.search = `?sslmode=${sslMode}&uselibpqcompat=true`
  return built.href
}

function readPoolerUrl(read: EnvReader, databaseUrl: string | undefined): string | undefined {
  const name = 'DATABASE_POOLER_URL'
  const url = read.text(name)
  if (url === undefined) return undefined
  const allowed = 'postgres://host:6432/database, without a user: the roles and their passwords are known'
  if (!isDatabaseUrl(url)) read.fault(name, 'is not the URL of a PostgreSQL database', allowed)
  else if (new URL(url).username !== '') read.fault(name, 'names a user', allowed)
  if (databaseUrl === undefined) {
    read.fault(
      name,
      'is given without DATABASE_URL',
      'the server itself as DATABASE_URL: it is set up and listened to there',
    )
  }
  return url
}

function readLoginUrl(read: EnvReader): string | undefined {
  const name = 'DATABASE_LOGIN_URL'
  const url = read.text(name)
  if (url === undefined) return undefined
  const allowed = 'postgres://db.shop.example:5432/stoa?sslmode=require, without a user: each login is one'
  if (!isDatabaseUrl(url)) read.fault(name, 'is not the URL of a PostgreSQL database', allowed)
  else if (new URL(url).username !== '') read.fault(name, 'names a user', allowed)
  return url
}

function readOutsideIssuers(read: EnvReader): readonly IssuerSettings[] {
  const name = 'OIDC_ISSUERS'
  const { issuers, faults } = readIssuers(read.text(name) ?? '[]')
  const allowed =
    'a JSON array such as [{"issuer": "https://login.shop.example/", "audience": "https://api.shop.example"}]'
  for (const fault of faults) read.fault(name, fault, allowed)
  return issuers
}

function readSmtp(read: EnvReader, isProduction: boolean): SmtpSettings | undefined {
  const host = read.text('SMTP_HOST')
  if (host === undefined) {
    if (isProduction) read.fault('SMTP_HOST', 'is missing in production: login codes go by mail', 'an SMTP server')
    return undefined
  }
  const sender = read.text('SENDER_EMAIL')
  if (sender === undefined || !/^[^\r\n]*@[^\r\n]+$/.test(sender)) {
    read.fault('SENDER_EMAIL', 'is no address to send from', 'login@shop.example or Shop <login@shop.example>')
  }
  return {
    host,
    port: read.integer('SMTP_PORT', { default: 587, minimum: 1, maximum: 65_535 }),
    security: read.oneOf('SMTP_SECURITY', ['starttls', 'tls', 'none'] as const, 'starttls'),
    user: read.text('SMTP_USER'),
    password: read.text('SMTP_PASSWORD'),
    sender: sender ?? '',
  }
}

function readMetrics(read: EnvReader, isProduction: boolean): Config['metrics'] {
  const name = 'METRICS_TOKEN'
  const token = read.text(name)
  if (token === undefined) return isProduction ? undefined : { token: undefined }
  const allowed = 'at least 32 letters and digits, for example from `openssl rand -hex 32`'
  if (!/^[A-Za-z0-9._~+/-]{32,}=*$/.test(token)) read.fault(name, 'is too short, or no bearer token', allowed)
  else if (isGuessable(token)) read.fault(name, 'can be guessed', allowed)
  else if (token === read.text('SECRET_KEY')) read.fault(name, 'is SECRET_KEY', 'a secret of its own')
  return { token }
}

function readSuperadmin(read: EnvReader, isProduction: boolean): string | undefined {
  const address = read.text('SUPERADMIN') ?? (isProduction ? undefined : 'superadmin@example.com')
  if (address !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) {
    read.fault('SUPERADMIN', `is not an email address: ${address}`, 'an address such as ada@example.com')
  }
  return address?.toLowerCase()
}

function readBaseDomains(read: EnvReader, isProduction: boolean): readonly string[] {
  // Browsers resolve every name under localhost to this machine, so subdomains work in development as they are.
  const domain = read.text('BASE_DOMAIN')?.toLowerCase() ?? (isProduction ? undefined : 'localhost')
  if (domain === undefined) return []
  if (!isHostName(domain)) read.fault('BASE_DOMAIN', `is not a domain: ${domain}`, 'a domain such as shops.example')
  return [domain]
}

function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname } = new URL(text)
  return /^postgres(ql)?:$/.test(protocol) && hostname !== '' && pathname.length > 1
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
