import { createHmac } from 'node:crypto'
import type { Tenant } from '@stoa/tenancy'
import { type Role, type Route, roles } from '#platform/contract'
import { suspendTenant } from '#platform/tenants'
import { newTenant, type World } from '#testing'
import {
  asImpersonator,
  asSecretKey,
  asSuperadmin,
  asUser,
  atDoors,
  type Credential,
  type IsGranted,
  unlessPublic,
} from './credential.ts'

const hourMs = 3_600_000

/** The world's clock, which the credentials turn to let some of themselves run out. */
export interface Clock {
  now: number
}

/** Every kind of credential there is, good and bad, for calls that name the world's tenant. */
export async function credentialsIn(
  world: World,
  clock: Clock,
  routes: readonly Route[],
  isGranted: IsGranted,
): Promise<Credential[]> {
  const forKeys = routes.filter(({ door }) => door === 'tenant').map(({ operation }) => operation)
  const runOut = await outdated(world, clock)
  return [
    ...nobodies(),
    ...runOut,
    ...(await users(world, isGranted)),
    ...(await impersonators(world, isGranted)),
    ...(await humans(world)),
    ...(await keys(world, forKeys)),
    ...(await suspended(world, forKeys, isGranted)),
  ]
}

function nobodies(): Credential[] {
  const refused = (name: string, authorization: string, code: string): Credential => ({
    name,
    headers: { authorization },
    expected: unlessPublic(code),
  })
  const forged = `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode({ sub: 'x', superadmin: true })}.`
  return [
    { name: 'nothing', headers: {}, expected: unlessPublic('access.unauthenticated') },
    refused('another scheme', 'Basic b3duZXI6c2VjcmV0', 'access.unauthenticated'),
    refused('an empty token', 'Bearer ', 'access.unauthenticated'),
    refused('what is no token', 'Bearer nonsense', 'identity.invalid_token'),
    refused('a token that says it needs no signature', `Bearer ${forged}`, 'identity.invalid_token'),
    refused('a token of another deployment', `Bearer ${signedElsewhere()}`, 'identity.invalid_token'),
    refused('a mistyped key', `Bearer stoa_sk_${'0'.repeat(80)}`, 'api_key.invalid'),
  ]
}

function signedElsewhere(): string {
  const exp = Math.floor(Date.now() / 1000) + 600
  const signed = `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode({ iss: 'stoa', superadmin: true, exp })}`
  return `${signed}.${createHmac('sha256', 'the secret of another deployment').update(signed).digest('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** What was good once. */
async function outdated(world: World, clock: Clock): Promise<Credential[]> {
  clock.now -= hourMs
  const early = await world.newCaller('owner')
  const expiresSoon = { expires_at: new Date(clock.now + hourMs / 2).toISOString() }
  const shortLived = await newKey(world, { scopes: ['products.*'], ...expiresSoon })
  clock.now += hourMs
  const [loggedOut, disabled] = [await world.newCaller('owner'), await world.newCaller('viewer')]
  const revoked = await newKey(world, { scopes: ['products.*'] })
  const elsewhere = await newKey(world, { scopes: ['products.*'], allowed_addresses: ['203.0.113.0/24'] })
  await expect(204, world.requestAs(loggedOut, 'POST', '/auth/logout', {}, undefined))
  await expect(200, world.request('owner', 'PATCH', `/users/${disabled.userId}`, { body: { status: 'disabled' } }))
  await expect(204, world.request('owner', 'DELETE', `/api-keys/${revoked.id}`))
  const refused = (name: string, token: string, code: string): Credential => ({
    name,
    headers: { authorization: `Bearer ${token}` },
    expected: unlessPublic(code),
  })
  return [
    refused('an expired token', early.token, 'identity.token_expired'),
    refused('the token of an ended session', loggedOut.token, 'identity.session_revoked'),
    refused('the token of a disabled user', disabled.token, 'identity.token_stale'),
    refused('an expired key', shortLived.key, 'api_key.expired'),
    refused('a revoked key', revoked.key, 'api_key.revoked'),
    refused('a key from an address it does not allow', elsewhere.key, 'api_key.address_refused'),
  ]
}

async function users(world: World, isGranted: IsGranted): Promise<Credential[]> {
  const one = async (name: string, role: Role, tenant: Tenant, expected: Credential['expected']) => {
    const { token } = await world.newCaller(role, tenant)
    return { name, headers: { authorization: `Bearer ${token}` }, expected }
  }
  const superadmin = await world.superadmin()
  return [
    ...(await Promise.all(roles.map((role) => one(role, role, world.tenant, asUser(isGranted, role))))),
    await one('the owner of another tenant', 'owner', world.neighbour, asUser(isGranted, undefined)),
    { name: 'superadmin', headers: { authorization: `Bearer ${superadmin.token}` }, expected: asSuperadmin },
  ]
}

/** An operator who acts as a user of each role, in the tenant. */
async function impersonators(world: World, isGranted: IsGranted): Promise<Credential[]> {
  const operator = await world.superadmin()
  return Promise.all(
    roles.map(async (role) => {
      const { userId } = await world.newCaller(role)
      const body = { user_id: userId, tenant_id: world.tenant.id, reason: 'They asked for help.' }
      const begun = await expect(201, world.requestAs(operator, 'POST', '/impersonations', { body }, undefined))
      const headers = { authorization: `Bearer ${begun.access_token}` }
      return { name: `an operator who acts as ${role}`, headers, expected: asImpersonator(isGranted, role) }
    }),
  )
}

async function humans(world: World): Promise<Credential[]> {
  const [human, stranger, loggedOut] = [
    await world.newHuman(),
    await world.newHuman(world.neighbour),
    await world.newHuman(),
  ]
  await expect(204, world.requestAs(loggedOut, 'POST', '/auth/human/logout'))
  const bearing = (name: string, { token }: { token: string }, expected: Credential['expected']): Credential => ({
    name,
    headers: { authorization: `Bearer ${token}` },
    expected,
  })
  return [
    bearing('a human', human, atDoors(['human', 'storefront'])),
    bearing("another tenant's human", stranger, atDoors(['human', 'storefront'], 'access.not_a_member')),
    bearing('a human who logged out', loggedOut, unlessPublic('identity.session_revoked')),
  ]
}

async function keys(world: World, operations: readonly string[]): Promise<Credential[]> {
  const nouns = [...new Set(operations.map((operation) => `${operation.slice(0, operation.lastIndexOf('.'))}.*`))]
  const scopes = [...operations, ...nouns]
  const secret = scopes.map(async (scope): Promise<Credential> => {
    const { key } = await newKey(world, { scopes: [scope] })
    return { name: `a key for ${scope}`, headers: { authorization: `Bearer ${key}` }, expected: asSecretKey([scope]) }
  })
  const publishable = await newKey(world, { kind: 'publishable' })
  const foreign = await newKey(world, { scopes: nouns }, world.neighbour)
  const foreignPublishable = await newKey(world, { kind: 'publishable' }, world.neighbour)
  const bearing = (name: string, { key }: { key: string }, expected: Credential['expected']): Credential => ({
    name,
    headers: { authorization: `Bearer ${key}` },
    expected,
  })
  return [
    ...(await Promise.all(secret)),
    bearing('a publishable key', publishable, atDoors(['storefront'])),
    bearing("another tenant's key", foreign, atDoors(['tenant'], 'access.not_a_member')),
    bearing("another tenant's publishable key", foreignPublishable, atDoors(['storefront'], 'access.not_a_member')),
  ]
}

/** Those of a tenant that was suspended, for calls that name it. */
async function suspended(world: World, operations: readonly string[], isGranted: IsGranted): Promise<Credential[]> {
  const tenant = await newTenant(world.platform, 'closed', world.tenant.placement)
  const owner = await world.newCaller('owner', tenant)
  const secret = await newKey(world, { scopes: operations.slice(0, 50) }, tenant)
  const publishable = await newKey(world, { kind: 'publishable' }, tenant)
  const human = await world.newHuman(tenant)
  await world.platform.tenancy.system({ actor: { kind: 'system' }, mode: 'write' }, (scope) =>
    suspendTenant(scope, tenant.id),
  )
  await world.platform.registry.refresh(tenant.id)
  const closed = 'tenancy.tenant_suspended'
  const asOwner = asUser(isGranted, 'owner')
  const naming = (name: string, token: string, expected: Credential['expected']): Credential => ({
    name: `${name} of a suspended tenant`,
    headers: { authorization: `Bearer ${token}`, 'x-tenant-id': tenant.id },
    expected,
  })
  return [
    naming('the owner', owner.token, (route) =>
      route.door === 'tenant' || route.door === 'member' ? closed : asOwner(route),
    ),
    naming('a key', secret.key, atDoors(['tenant'], closed)),
    naming('a publishable key', publishable.key, atDoors(['storefront'], closed)),
    naming('a human', human.token, atDoors(['human', 'storefront'], closed)),
  ]
}

async function newKey(world: World, fields: object, tenant = world.tenant): Promise<{ id: string; key: string }> {
  const body = { kind: 'secret', name: `key ${Math.random()}`, ...fields }
  const owner = await world.newCaller('owner', tenant)
  return expect(201, world.requestAs(owner, 'POST', '/api-keys', { body }, tenant))
}

async function expect(status: number, asked: ReturnType<World['requestAs']>) {
  const answer = await asked
  if (answer.statusCode !== status) throw new Error(`answered ${answer.statusCode}: ${answer.body}`)
  return answer.body === '' ? undefined : answer.json()
}
