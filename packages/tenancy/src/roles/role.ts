import { hkdfSync } from 'node:crypto'

/** The database roles, by what they are for. */
export const roles = {
  /** Owns every object and runs migrations; nothing is served as it. */
  owner: 'stoa_owner',
  /** Scopes of tenants. */
  app: 'stoa_app',
  /** Scopes of viewers: reads only. */
  reader: 'stoa_reader',
  /** Platform work; no tenant's rows. */
  system: 'stoa_system',
} as const
/** What a database role is for: `owner`, `app`, `reader` or `system`. */
export type RoleKey = keyof typeof roles
/** The URL of the database as each of the roles. */
export type RoleUrls = Record<RoleKey, string>

/**
 * Settings a role's connections start with. An empty search_path leaves nothing to shadow: every query names its
 * schemas. Transactions that sit idle would hold locks, and old row versions, for everybody.
 */
export const roleSettings: Record<RoleKey, Readonly<Record<string, string>>> = {
  owner: { ...settings('0', '3s', '60s') },
  app: { ...settings('15s', '5s', '15s'), search_path: '' },
  reader: { ...settings('15s', '5s', '15s'), search_path: '', default_transaction_read_only: 'on' },
  system: { ...settings('60s', '5s', '30s'), search_path: '' },
}

function settings(statementTimeout: string, lockTimeout: string, idleTimeout: string) {
  return {
    TimeZone: 'UTC',
    DateStyle: 'ISO',
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: idleTimeout,
  }
}

/** 32 bytes for one purpose, from the platform's secret (HKDF-SHA256). */
export function deriveKey(secret: string, purpose: string): Buffer {
  if (secret.length < 32) throw new RangeError('the secret has at least 32 characters')
  return Buffer.from(hkdfSync('sha256', secret, '', `tenancy ${purpose}`, 32))
}

/** The key that signs bindings; see `installBindingKey`. */
export function bindingKeyFrom(secret: string): Buffer {
  return deriveKey(secret, 'binding')
}

export function passwordFor(role: RoleKey, secret: string): string {
  return deriveKey(secret, `password ${roles[role]}`).toString('hex')
}

/** The URLs of the roles on the database that `adminUrl` names; every other parameter is kept. */
export function roleUrls(adminUrl: string, secret: string): RoleUrls {
  return {
    owner: urlOf('owner', adminUrl, secret),
    app: urlOf('app', adminUrl, secret),
    reader: urlOf('reader', adminUrl, secret),
    system: urlOf('system', adminUrl, secret),
  }
}

function urlOf(role: RoleKey, adminUrl: string, secret: string): string {
  const url = new URL(adminUrl)
  url.username = roles[role]
  url.password = passwordFor(role, secret)
  return url.href
}
