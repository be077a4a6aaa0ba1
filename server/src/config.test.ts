import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { readConfig } from './config.ts'
import { ConfigError } from './env-reader.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'stoa-config-'))
after(() => rmSync(dataDir, { recursive: true }))

const secret = 'f3a1c09be5d84726a1b2c3d4e5f60718'

/** What is refused about these variables, one line per fault. */
function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig({ STOA_DATA: dataDir, ...env })
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.message.split('\n').slice(1)
  }
}

const pemOf = (key: KeyObject) => String(key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }))
const ed25519 = generateKeyPairSync('ed25519')
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

const mailServer = { SMTP_HOST: 'mail.internal', SENDER_EMAIL: 'login@shop.example' }

test('nothing given is a working development configuration', () => {
  const { secretKey, ...config } = readConfig({ STOA_DATA: dataDir })
  assert.deepEqual(config, {
    environment: 'development',
    projectName: 'Stoa',
    host: 'localhost',
    port: 8000,
    dataDir,
    databaseUrl: undefined,
    poolerUrl: undefined,
    loginUrl: undefined,
    hasPreparedStatements: true,
    connections: { reads: 4, writes: 8, leased: 8 },
    accessTokenKeys: { signing: undefined, others: [] },
    issuers: [],
    passkeys: { rpId: 'localhost', rpName: 'Stoa', origins: ['http://localhost:8000'] },
    smtp: undefined,
    metrics: { token: undefined },
    superadmin: 'superadmin@example.com',
    corsOrigins: [],
    baseDomains: ['localhost'],
    trustedProxies: [],
    logLevel: 'info',
  })
  assert.match(secretKey, /^[0-9a-f]{64}$/)
})

test('the example works as it is, and states the defaults', () => {
  const path = fileURLToPath(new URL('../../.env.example', import.meta.url))
  const config = readConfig({ ...parseEnv(readFileSync(path, 'utf8')), STOA_DATA: dataDir })
  assert.deepEqual(config, readConfig({ STOA_DATA: dataDir }))
})

test('the generated secret is made once and readable by its owner only', () => {
  assert.equal(readConfig({ STOA_DATA: dataDir }).secretKey, readConfig({ STOA_DATA: dataDir }).secretKey)
  assert.equal(statSync(join(dataDir, 'secret-key')).mode & 0o777, 0o600)
})

describe('a data directory that cannot be made or written is refused in a sentence', () => {
  const file = join(dataDir, 'file')
  before(() => writeFileSync(file, ''))
  const isLinux = process.platform === 'linux'
  for (const directory of [file, join(file, 'x'), ...(isLinux ? ['/proc/x/y', '/proc'] : [])]) {
    test(directory.replace(dataDir, '…'), () => {
      const message = /^STOA_DATA cannot be used: .+\. Name a directory that this process may make and write\.$/
      assert.throws(() => readConfig({ STOA_DATA: directory }), { name: 'ConfigError', message })
    })
  }
})

test('the data directory is made with the directories above it', () => {
  const directory = join(dataDir, 'several', 'levels')
  readConfig({ STOA_DATA: directory })
  assert.ok(statSync(join(directory, 'secret-key')).isFile())
})

test('every fault is named at once, with what is allowed', () => {
  assert.deepEqual(faultsOf({ PORT: 'http', LOG_LEVEL: 'loud', BACKEND_CORS_ORIGINS: '*', SECRET_KEY: 'short' }), [
    '  SECRET_KEY has 5 characters; allowed: at least 32 random characters, for example from `openssl rand -hex 32`',
    '  PORT is "http"; allowed: a whole number from 0 to 65535',
    '  BACKEND_CORS_ORIGINS is not a JSON array of strings; allowed: origins such as ["https://shop.example"]',
    '  LOG_LEVEL is "loud"; allowed: trace, debug, info, warn, error, fatal, silent',
  ])
})

describe('what is refused', () => {
  const cases: [fault: string, env: Record<string, string>][] = [
    ['SECRET_KEY is missing', { ENVIRONMENT: 'production', ...mailServer }],
    ['SMTP_HOST is missing', { ENVIRONMENT: 'production', SECRET_KEY: secret }],
    ['SENDER_EMAIL is no address', { SMTP_HOST: 'mail.internal' }],
    ['SMTP_SECURITY is "ssl"', { ...mailServer, SMTP_SECURITY: 'ssl' }],
    ['SECRET_KEY can be guessed', { SECRET_KEY: 'changethis-changethis-changethis-changethis' }],
    ['SECRET_KEY can be guessed', { SECRET_KEY: 'a'.repeat(64) }],
    ['ENVIRONMENT is "staging"', { ENVIRONMENT: 'staging' }],
    ['PORT is "65536"', { PORT: '65536' }],
    ['PORT is "8000.5"', { PORT: '8000.5' }],
    ['DATABASE_URL is not', { DATABASE_URL: 'mysql://root@localhost/stoa' }],
    ['DATABASE_URL is not', { DATABASE_URL: 'postgres://localhost' }],
    ['POSTGRES_SERVER is missing, while POSTGRES_DB', { POSTGRES_DB: 'stoa' }],
    ['POSTGRES_SERVER is not a host', { POSTGRES_SERVER: 'db:5432' }],
    ['POSTGRES_SSL_MODE is "on"', { POSTGRES_SERVER: 'db', POSTGRES_SSL_MODE: 'on' }],
    ['DATABASE_PREPARED_STATEMENTS is "yes"', { DATABASE_PREPARED_STATEMENTS: 'yes' }],
    ['DATABASE_READ_CONNECTIONS is "0"', { DATABASE_READ_CONNECTIONS: '0' }],
    ['METRICS_TOKEN is too short', { METRICS_TOKEN: 'abc' }],
    ['PASSKEY_RP_ID is no domain', { PASSKEY_RP_ID: 'https://shop.example' }],
    ['PASSKEY_RP_ID is no domain', { PASSKEY_RP_ID: 'example' }],
    ['PASSKEY_RP_ID is no domain', { PASSKEY_RP_ID: '192.0.2.1' }],
    ['PASSKEY_RP_ID is no domain', { PASSKEY_RP_ID: 'shop..example' }],
    ['PASSKEY_ORIGINS is not', { PASSKEY_RP_ID: 'shop.example', PASSKEY_ORIGINS: 'https://shop.example' }],
    ['PASSKEY_ORIGINS holds', { PASSKEY_RP_ID: 'shop.example', PASSKEY_ORIGINS: '["https://evilshop.example"]' }],
    ['PASSKEY_ORIGINS holds', { PASSKEY_RP_ID: 'shop.example', PASSKEY_ORIGINS: '["http://shop.example"]' }],
    ['PASSKEY_ORIGINS holds', { PASSKEY_RP_ID: 'shop.example', PASSKEY_ORIGINS: '["https://shop.example/"]' }],
    [
      'PASSKEY_ORIGINS is given without PASSKEY_RP_ID',
      { ENVIRONMENT: 'production', SECRET_KEY: secret, ...mailServer, PASSKEY_ORIGINS: '["https://shop.example"]' },
    ],
    ['METRICS_TOKEN is too short, or no bearer token', { METRICS_TOKEN: `${secret} ${secret}` }],
    ['METRICS_TOKEN can be guessed', { METRICS_TOKEN: 'a'.repeat(64) }],
    ['METRICS_TOKEN is SECRET_KEY', { METRICS_TOKEN: secret, SECRET_KEY: secret }],
    ['ACCESS_TOKEN_PRIVATE_KEY is neither', { ACCESS_TOKEN_PRIVATE_KEY: '/nowhere/token.pem' }],
    ['ACCESS_TOKEN_PRIVATE_KEY holds 0 keys', { ACCESS_TOKEN_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----' }],
    ['ACCESS_TOKEN_PRIVATE_KEY holds a key of another', { ACCESS_TOKEN_PRIVATE_KEY: pemOf(rsa.privateKey) }],
    ['ACCESS_TOKEN_PRIVATE_KEY holds a key of another', { ACCESS_TOKEN_PRIVATE_KEY: pemOf(ed25519.publicKey) }],
    ['ACCESS_TOKEN_PRIVATE_KEY holds 2 keys', { ACCESS_TOKEN_PRIVATE_KEY: pemOf(ed25519.privateKey).repeat(2) }],
    ['ACCESS_TOKEN_PUBLIC_KEYS holds a key of another', { ACCESS_TOKEN_PUBLIC_KEYS: pemOf(ed25519.privateKey) }],
    [
      'ACCESS_TOKEN_PUBLIC_KEYS holds a key of another',
      { ACCESS_TOKEN_PUBLIC_KEYS: pemOf(p256.publicKey) + pemOf(rsa.publicKey) },
    ],
    ['OIDC_ISSUERS as a whole must be array', { OIDC_ISSUERS: '{}' }],
    ['OIDC_ISSUERS names "stoa"', { OIDC_ISSUERS: '[{"issuer": "stoa", "audience": "x"}]' }],
    ['SUPERADMIN is not an email address', { SUPERADMIN: 'ada' }],
    ['BACKEND_CORS_ORIGINS holds "https://shop.example/"', { BACKEND_CORS_ORIGINS: '["https://shop.example/"]' }],
    ['BASE_DOMAIN is not a domain', { BASE_DOMAIN: 'https://shops.example' }],
    ['TRUSTED_PROXIES holds "10.0.0.0/33", "proxy"', { TRUSTED_PROXIES: '10.0.0.0/33, 10.0.0.0/8, proxy' }],
  ]
  for (const [fault, env] of cases) {
    test(`${JSON.stringify(env)}`, () => {
      const [line = '', ...others] = faultsOf(env)
      assert.ok(line.trim().startsWith(fault), line)
      assert.deepEqual(others, [])
    })
  }
})

test('production with a strong secret and a mail server is accepted, and nothing is kept on disk for it', () => {
  const env = { ENVIRONMENT: 'production', SECRET_KEY: secret, STOA_DATA: join(dataDir, 'none') }
  const config = readConfig({ ...env, ...mailServer })
  assert.equal(config.smtp?.security, 'starttls')
  assert.equal(config.host, '0.0.0.0')
  assert.equal(config.secretKey, secret)
  assert.equal(config.superadmin, undefined)
  assert.equal(config.metrics, undefined)
  assert.equal(statSync(join(dataDir, 'none'), { throwIfNoEntry: false }), undefined)
})

test('keys of access tokens are given as they are, with line breaks written out, or in a file', () => {
  const file = join(dataDir, 'token.pem')
  writeFileSync(file, pemOf(p256.privateKey))
  const given = pemOf(ed25519.privateKey)
  for (const [value, key] of [
    [given, ed25519.privateKey],
    [given.replaceAll('\n', '\\n'), ed25519.privateKey],
    [file, p256.privateKey],
  ] as const) {
    const publicKeys = pemOf(ed25519.publicKey) + pemOf(p256.publicKey)
    const env = { STOA_DATA: dataDir, ACCESS_TOKEN_PRIVATE_KEY: value, ACCESS_TOKEN_PUBLIC_KEYS: publicKeys }
    const { signing, others } = readConfig(env).accessTokenKeys
    assert.ok(signing!.equals(key))
    assert.deepEqual(others.map(pemOf), [pemOf(ed25519.publicKey), pemOf(p256.publicKey)])
  }
})

test('a fault of a key does not repeat the key', () => {
  const [, body] = pemOf(rsa.privateKey).split('\n')
  const [fault] = faultsOf({ ACCESS_TOKEN_PRIVATE_KEY: pemOf(rsa.privateKey) })
  assert.ok(!fault!.includes(body!))
})

test('the parts of a server address become one URL, whatever characters they hold', () => {
  const { databaseUrl } = readConfig({
    STOA_DATA: dataDir,
    POSTGRES_SERVER: 'db.internal',
    POSTGRES_PORT: '6432',
    POSTGRES_USER: 'ada@work',
    POSTGRES_PASSWORD: 'p@ss/word?#%',
    POSTGRES_SSL_MODE: 'require',
  })
  const url = new URL(databaseUrl!)
  assert.equal(decodeURIComponent(url.username), 'ada@work')
  assert.equal(decodeURIComponent(url.password), 'p@ss/word?#%')
  assert.equal(`${url.host}${url.pathname}`, 'db.internal:6432/stoa')
  assert.equal(url.searchParams.get('sslmode'), 'require')
})

test('DATABASE_URL wins over its parts', () => {
  const url = 'postgresql://stoa@db.internal/shops'
  assert.equal(readConfig({ STOA_DATA: dataDir, DATABASE_URL: url, POSTGRES_SERVER: 'other' }).databaseUrl, url)
})

test('tools of tenants are told where the database is, and no user of ours', () => {
  const named = { STOA_DATA: dataDir, DATABASE_LOGIN_URL: 'postgres://db.shop.example/stoa?sslmode=require' }
  assert.equal(readConfig(named).loginUrl, named.DATABASE_LOGIN_URL)
  const withUser = { ...named, DATABASE_LOGIN_URL: 'postgres://me:secret@db.shop.example/stoa' }
  assert.throws(() => readConfig(withUser), /DATABASE_LOGIN_URL names a user/)
  assert.throws(
    () => readConfig({ ...named, DATABASE_LOGIN_URL: 'db.shop.example' }),
    /DATABASE_LOGIN_URL is not the URL/,
  )
})

test('passkeys are made for the base domain, on it and on the pages under it that may call', () => {
  const pages = ['https://console.shops.example', 'https://shops.example.evil.example', 'http://console.shops.example']
  const given = { STOA_DATA: dataDir, BASE_DOMAIN: 'shops.example', BACKEND_CORS_ORIGINS: JSON.stringify(pages) }
  const { rpId, origins } = readConfig(given).passkeys!
  assert.deepEqual([rpId, origins], ['shops.example', ['https://shops.example', 'https://console.shops.example']])
  const own = { PASSKEY_RP_ID: 'Console.Shops.Example', PASSKEY_ORIGINS: '["https://console.shops.example:8443"]' }
  const { passkeys } = readConfig({ ...given, ...own })
  assert.equal(passkeys!.rpId, 'console.shops.example')
  assert.deepEqual(passkeys!.origins, ['https://console.shops.example:8443'])
})

test('where no domain is said, or one that browsers make no passkeys for, there are none', () => {
  const production = { STOA_DATA: dataDir, ENVIRONMENT: 'production', SECRET_KEY: secret, ...mailServer }
  assert.equal(readConfig(production).passkeys, undefined)
  assert.equal(readConfig({ ...production, BASE_DOMAIN: 'intranet' }).passkeys, undefined)
})

test('a pooler stands in front of a server that is named as well, and is given no user', () => {
  const given = { STOA_DATA: dataDir, DATABASE_POOLER_URL: 'postgres://pooler:6432/stoa' }
  const server = { DATABASE_URL: 'postgres://postgres:secret@db.internal/stoa' }
  assert.equal(readConfig({ ...given, ...server }).poolerUrl, given.DATABASE_POOLER_URL)
  assert.throws(() => readConfig(given), /DATABASE_POOLER_URL is given without DATABASE_URL/)
  const withUser = { ...server, STOA_DATA: dataDir, DATABASE_POOLER_URL: 'postgres://me:secret@pooler/stoa' }
  assert.throws(
    () => readConfig(withUser),
    (error: Error) => {
      assert.match(error.message, /DATABASE_POOLER_URL names a user/)
      return !error.message.includes('secret')
    },
  )
})
