import assert from 'node:assert/strict'
import type { Tenant } from '@stoa/tenancy'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { ensureMember } from '#platform/identity'
import type { Caller, HumanCaller, World } from '#testing'
import { secretsOf, stateOf } from '../secrets.ts'
import { type Table, tenantTables } from '../sql/catalogue.ts'
import { findRow } from '../sql/rows.ts'
import { call } from './client.ts'
import { type Operation, operationsOf } from './operations.ts'

export interface Side {
  tenant: Tenant
  owner: Caller
  human: HumanCaller
  keys: { id: string; secret: string; publishable: string }
  /** An id of each kind the tenant has rows of, by table and column. */
  ids: Map<string, string>
}

/** Somebody who is let into the attacker's tenant. */
export interface Intruder {
  name: string
  /** As the API document names it. */
  kind: 'user' | 'human' | 'secret_key' | 'publishable_key'
  token: string
}

/** The two sides of an attack by HTTP, and what must stay the victim's alone. */
export interface Sides {
  world: World
  app: FastifyInstance
  victim: Side
  attacker: Side
  intruders: Intruder[]
  /** Owner in both tenants, acting in the victim. */
  guest: Caller
  secrets(): Promise<{ ofVictim: ReadonlySet<string>; ofAttacker: ReadonlySet<string>; public: ReadonlySet<string> }>
  /** Ids of everybody on the platform. */
  people(): Promise<ReadonlySet<string>>
  /** Hash over everything the victim has. */
  state(): Promise<string>
  close(): Promise<void>
}

export async function openSides(world: World, app: FastifyInstance): Promise<Sides> {
  const admin = new pg.Client(world.database.adminUrl)
  await admin.connect()
  const tables = await tenantTables(admin)
  const victim = await sideOf(world, world.tenant, admin, tables)
  const attacker = await sideOf(world, world.neighbour, admin, tables)
  // Made only now, so that neither side's ids are theirs.
  const guest = await ownerInBoth(world)
  const operator = await world.superadmin()
  return {
    world,
    app,
    victim,
    attacker,
    guest,
    intruders: [
      { name: "another tenant's owner", kind: 'user', token: attacker.owner.token },
      { name: 'an owner in both tenants', kind: 'user', token: guest.token },
      { name: 'an operator in another tenant', kind: 'user', token: operator.token },
      { name: "another tenant's human", kind: 'human', token: attacker.human.token },
      { name: "another tenant's key", kind: 'secret_key', token: attacker.keys.secret },
      { name: "another tenant's publishable key", kind: 'publishable_key', token: attacker.keys.publishable },
    ],
    async secrets() {
      const [ours, theirs] = [victim.tenant.id, attacker.tenant.id]
      const published = tables.filter(({ reference }) => /^core\.(tenants|tenant_domains)$/.test(reference))
      return {
        ofVictim: await secretsOf(admin, tables, ours, theirs),
        ofAttacker: await secretsOf(admin, tables, theirs, ours),
        public: await secretsOf(admin, published, ours, theirs),
      }
    },
    async people() {
      const { rows } = await admin.query<{ id: string }>('select id from core.users')
      return new Set(rows.map(({ id }) => id))
    },
    state: () => stateOf(admin, tables, victim.tenant.id),
    close: () => admin.end(),
  }
}

async function sideOf(world: World, tenant: Tenant, admin: pg.Client, tables: readonly Table[]): Promise<Side> {
  const owner = await world.caller('owner', tenant)
  const ids = new Map([['tenant', tenant.id]])
  for (const table of tables) {
    const row = await findRow(admin, table, tenant.id)
    for (const column of row ? table.primaryKey : []) {
      const type = table.columns.find(({ name }) => name === column)!.type
      if (type === 'uuid' && column !== table.tenantColumn) ids.set(`${table.name}.${column}`, String(row![column]))
    }
  }
  await world.platform.identity.openSession(owner.userId)
  const { rows } = await admin.query('select id from core.sessions where user_id = $1', [owner.userId])
  ids.set('users.id', owner.userId).set('sessions.id', rows[0].id)
  return { tenant, owner, ids, keys: await keysOf(world, owner, tenant), human: await humanOf(world, tenant) }
}

/** With two sessions, so that a page of one has a cursor. */
async function humanOf(world: World, tenant: Tenant): Promise<HumanCaller> {
  const human = await world.newHuman(tenant)
  await world.platform.identity.openHumanSession(tenant, human.humanId)
  return human
}

/** A key that may do whatever keys may, and one for the storefront. */
async function keysOf(world: World, owner: Caller, tenant: Tenant): Promise<Side['keys']> {
  const open = (await operationsOf(world.platform.app)).filter(({ callers }) => callers.includes('secret_key'))
  const scopes = [...new Set(open.map(({ id }) => id.replace(/[^.]+$/, '*')))]
  const make = async (body: object) => {
    const made = await world.requestAs(owner, 'POST', '/api-keys', { body }, tenant)
    assert.equal(made.statusCode, 201, made.body)
    return made.json()
  }
  const secret = await make({ kind: 'secret', name: `all of ${tenant.slug}`, scopes })
  const publishable = await make({ kind: 'publishable', name: `shop of ${tenant.slug}` })
  return { id: secret.id, secret: secret.key, publishable: publishable.key }
}

/** What the tenant's own people, or its visitors, show at the door of an operation. */
export function tokenOf(side: Side, { callers }: Operation): string {
  if (callers.includes('publishable_key')) return side.keys.publishable
  return callers.includes('human') ? side.human.token : side.owner.token
}

async function ownerInBoth(world: World): Promise<Caller> {
  const { userId } = await world.newCaller('owner', world.neighbour)
  await world.platform.tenancy.system({ actor: { kind: 'system' }, mode: 'write' }, async (work) => {
    const { email } = await personOf(world, userId)
    await ensureMember(work, { tenant_id: world.tenant.id, email, name: 'Both', role: 'owner' })
  })
  return { userId, token: (await world.platform.identity.openSession(userId)).access_token }
}

async function personOf(world: World, id: string): Promise<{ email: string }> {
  const answer = await world.requestAs(
    await world.caller('owner', world.neighbour),
    'GET',
    `/users/${id}`,
    {},
    world.neighbour,
  )
  return answer.json()
}

export const inTenant = ({ tenant }: Side) => ({ 'x-tenant-id': tenant.id })

/**
 * Ids of the side's own rows with which the operation's path leads somewhere, found by asking; undefined where the
 * side has none, and nothing to be found for a path without parameters.
 */
export async function ownPath(
  app: FastifyInstance,
  operations: readonly Operation[],
  operation: Operation,
  side: Side,
) {
  if (operation.pathParameters.length === 0) return []
  const begin = operation.path.slice(0, operation.path.indexOf('}') + 1)
  const reading = operations.find(({ method, path }) => method === 'GET' && path === begin)
  if (!reading || operation.pathParameters.length > 1) return undefined
  for (const id of side.ids.values()) {
    const answer = await call(app, reading, { token: tokenOf(side, reading), headers: inTenant(side), path: [id] })
    if (answer.status === 200) return [id]
  }
  return undefined
}

/** As if their DNS records had been found, so that they lead to their tenants. */
export async function verifyDomains(world: World): Promise<void> {
  const admin = new pg.Client(world.database.adminUrl)
  await admin.connect()
  await admin.query('update core.tenant_domains set verified_at = now()')
  await admin.end()
  world.platform.registry.invalidateAll()
}
