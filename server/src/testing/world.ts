import type { Placement, Scope, Tenant } from '@stoa/tenancy'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import pino from 'pino'
import { newId, type Role } from '#platform/contract'
import { createHuman, ensureMember, ensureSuperadmin } from '#platform/identity'
import { createTenant } from '#platform/tenants'
import { type AssembleOptions, assemble, type Platform } from '../assemble.ts'
import { createTestDatabase, type TestDatabase, testSecret } from './database.ts'
import { testPasskeys } from './passkeys.ts'

const system = { kind: 'system' } as const

export interface Caller {
  userId: string
  token: string
}

export interface HumanCaller {
  humanId: string
  email: string
  token: string
  refreshToken: string
}

export interface RequestOptions {
  body?: unknown
  headers?: Record<string, string>
  query?: Record<string, string>
}

/** The world every test lives in: a real platform with two tenants, so that each test has a neighbour to betray. */
export class World {
  readonly database: TestDatabase
  readonly platform: Platform
  /** The tenant under test. */
  readonly tenant: Tenant
  /** Another tenant in the same placement. */
  readonly neighbour: Tenant
  private readonly callers = new Map<string, Promise<Caller>>()

  constructor(database: TestDatabase, platform: Platform, tenant: Tenant, neighbour: Tenant) {
    this.database = database
    this.platform = platform
    this.tenant = tenant
    this.neighbour = neighbour
  }

  /** Work inside a tenant, as the runtime role. */
  scope<T>(body: (scope: Scope) => Promise<T>, tenant = this.tenant, mode: 'read' | 'write' = 'write'): Promise<T> {
    return this.platform.tenancy.scope(tenant, { actor: system, mode }, body)
  }

  /** A user with this role in the tenant, logged in; the same one each time it is asked for. */
  caller(role: Role, tenant = this.tenant): Promise<Caller> {
    const key = `${tenant.id} ${role}`
    let caller = this.callers.get(key)
    if (!caller) {
      caller = this.newCaller(role, tenant)
      this.callers.set(key, caller)
    }
    return caller
  }

  /** A new user with this role in the tenant, logged in. */
  async newCaller(role: Role, tenant = this.tenant): Promise<Caller> {
    const member = { tenant_id: tenant.id, email: `${role}-${newId()}@example.com`, name: role, role }
    const { id } = await this.platform.tenancy.system({ actor: system, mode: 'write' }, (work) =>
      ensureMember(work, member),
    )
    return { userId: id, token: (await this.platform.identity.openSession(id)).access_token }
  }

  /** The platform's operator with this address, logged in. */
  async superadmin(email = 'superadmin@example.com'): Promise<Caller> {
    const { id } = await this.platform.tenancy.system({ actor: system, mode: 'write' }, (work) =>
      ensureSuperadmin(work, email),
    )
    return { userId: id, token: (await this.platform.identity.openSession(id)).access_token }
  }

  /** A new human of the tenant, logged in. */
  async newHuman(tenant = this.tenant): Promise<HumanCaller> {
    const email = `human-${newId()}@example.com`
    const { id } = await this.scope((scope) => createHuman(scope, { email, name: 'Ada' }), tenant)
    const tokens = await this.platform.identity.openHumanSession(tenant, id)
    return { humanId: id, email, token: tokens.access_token, refreshToken: tokens.refresh_token }
  }

  /** A request through the real edge by a user of that role, in the tenant under test. Paths are under /api/v1. */
  async request(role: Role, method: Method, path: string, options: RequestOptions = {}) {
    return this.requestAs(await this.caller(role), method, path, options)
  }

  /** The same by the neighbour's user of that role, in the neighbour. */
  async neighbourRequest(role: Role, method: Method, path: string, options: RequestOptions = {}) {
    return this.requestAs(await this.caller(role, this.neighbour), method, path, options, this.neighbour)
  }

  requestAs(
    caller: Caller | HumanCaller,
    method: Method,
    path: string,
    options: RequestOptions = {},
    tenant: Tenant | undefined = this.tenant,
  ): Promise<LightMyRequestResponse> {
    const headers = {
      authorization: `Bearer ${caller.token}`,
      ...(tenant && { 'x-tenant-id': tenant.id }),
      ...options.headers,
    }
    const injected: InjectOptions = { method, url: `/api/v1${path}`, headers }
    if (options.query) injected.query = options.query
    if (options.body !== undefined) injected.payload = options.body as object
    return this.platform.app.inject(injected)
  }

  async close(): Promise<void> {
    await this.platform.close()
    await this.database.drop()
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type WorldOptions = Pick<
  AssembleOptions,
  'clock' | 'baseDomains' | 'metrics' | 'accessTokenKeys' | 'issuers' | 'issuerCooldownMs' | 'passkeys' | 'edge'
>

/** Makes a world with two tenants in the placement. */
export async function createWorld(placement: Placement, options: WorldOptions = {}): Promise<World> {
  const database = await createTestDatabase()
  const platform = await assemble({
    urls: database.urls,
    secretKey: testSecret,
    log: pino({ level: process.env.STOA_TEST_LOG ?? 'silent' }),
    // Tests purge when they say so.
    purgeEveryMs: 3_600_000,
    areImportsIdle: true,
    passkeys: testPasskeys,
    ...options,
  })
  const [tenant, neighbour] = [
    await newTenant(platform, 'acme', placement),
    await newTenant(platform, 'bravo', placement),
  ]
  return new World(database, platform, tenant, neighbour)
}

/** A new active tenant, as the registry knows it. */
export async function newTenant(platform: Platform, slug: string, placement: Placement): Promise<Tenant> {
  const made = await platform.tenancy.system({ actor: system, mode: 'write' }, (work) =>
    createTenant(work, { name: slug, slug, placement }),
  )
  const tenant = await platform.registry.byId(made.id)
  if (!tenant) throw new Error(`tenant ${slug} was made and is not there`)
  return tenant
}
