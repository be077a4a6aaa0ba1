import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Doors } from '@stoa/tenancy'
import { Type } from 'typebox'
import {
  humanRoute,
  memberRoute,
  publicRoute,
  type Route,
  storefrontRoute,
  superadminRoute,
  userRoute,
} from '#platform/contract'
import { baseDomain, edgeWith, noteId, noteRoutes, tenants } from './edge-for-tests.ts'

const doored: Route[] = [
  ...noteRoutes,
  superadminRoute({
    operation: 'platform.look',
    method: 'GET',
    path: '/platform',
    tag: 'Platform',
    summary: 'Look',
    answer: Type.Object({}),
    refuses: [],
    handle: async () => ({}),
  }),
  userRoute({
    operation: 'me.look',
    method: 'GET',
    path: '/me',
    tag: 'Me',
    summary: 'Look',
    answer: Type.Object({ id: Type.String() }),
    refuses: [],
    handle: async ({ user }) => user,
  }),
  publicRoute({
    operation: 'open.look',
    method: 'GET',
    path: '/open',
    tag: 'Open',
    summary: 'Look',
    answer: Type.Object({ actor: Type.String() }),
    refuses: [],
    handle: async ({ scope }) => ({ actor: scope.actor.kind }),
  }),
  memberRoute({
    operation: 'members.list',
    method: 'GET',
    path: '/members',
    tag: 'Members',
    summary: 'Look',
    refuses: [],
    handle: async ({ role }) => role,
  }),
  humanRoute({
    operation: 'basket.look',
    method: 'GET',
    path: '/basket',
    tag: 'Basket',
    summary: 'Look',
    refuses: [],
    handle: async ({ human }) => human.id,
  }),
  storefrontRoute({
    operation: 'shop.look',
    method: 'GET',
    path: '/shop',
    tag: 'Shop',
    summary: 'Look',
    refuses: [],
    handle: async ({ human }) => human?.id,
  }),
]

const open = 'let in'
const { beta, closed } = tenants
// method, path, token, named tenant → what the door says
const cases: [string, string, string | undefined, string | undefined, string][] = [
  ['GET', '/notes', undefined, 'acme', 'access.unauthenticated'],
  ['GET', '/notes', 'forged', 'acme', 'access.unauthenticated'],
  ['GET', '/notes', 'owner-of-acme', 'acme', open],
  ['GET', '/notes', 'owner-of-acme', undefined, 'tenancy.missing_tenant'],
  ['GET', '/notes', 'owner-of-acme', 'nobody', 'tenancy.unknown_tenant'],
  ['GET', '/notes', 'owner-of-acme', '../acme', 'tenancy.malformed_tenant'],
  ['GET', '/notes', 'owner-of-acme', 'beta', 'access.not_a_member'],
  ['GET', '/notes', 'owner-of-acme', beta.id, 'access.not_a_member'],
  ['GET', '/notes?tenant_id=beta', 'owner-of-acme', 'acme', 'tenancy.ambiguous_tenant'],
  ['GET', '/notes?tenant_id=acme', 'owner-of-acme', undefined, open],
  ['GET', '/tenants/acme/notes', 'owner-of-acme', undefined, open],
  ['GET', '/tenants/beta/notes', 'owner-of-acme', undefined, 'access.not_a_member'],
  ['GET', '/tenants/beta/notes', 'owner-of-acme', 'acme', 'tenancy.ambiguous_tenant'],
  ['GET', '/notes', 'superadmin', closed.id, 'tenancy.tenant_suspended'],
  ['GET', '/notes', 'superadmin', 'acme', open],
  ['GET', '/notes', 'superadmin', undefined, 'tenancy.missing_tenant'],
  ['GET', '/notes', 'viewer-of-acme', 'acme', open],
  ['PUT', `/notes/${noteId}/hold`, 'viewer-of-acme', 'acme', 'access.not_permitted'],
  ['PUT', `/notes/${noteId}/hold`, 'owner-of-acme', 'acme', open],
  ['GET', '/platform', 'owner-of-acme', undefined, 'access.superadmin_only'],
  ['GET', '/platform', undefined, undefined, 'access.unauthenticated'],
  ['GET', '/platform', 'superadmin', undefined, open],
  ['GET', '/me', undefined, undefined, 'access.unauthenticated'],
  ['GET', '/me', 'owner-of-beta', undefined, open],
  ['GET', '/open', undefined, undefined, open],
  ['GET', '/notes', 'secret-key-of-acme', undefined, open],
  ['GET', '/notes', 'secret-key-of-acme', 'acme', open],
  ['GET', '/notes', 'secret-key-of-acme', 'beta', 'access.not_a_member'],
  ['GET', '/tenants/beta/notes', 'secret-key-of-acme', undefined, 'access.not_a_member'],
  ['GET', '/notes', 'secret-key-of-acme', 'nobody', 'tenancy.unknown_tenant'],
  ['GET', '/notes', 'secret-key-of-closed', undefined, 'tenancy.tenant_suspended'],
  ['PUT', `/notes/${noteId}/hold`, 'secret-key-of-acme', undefined, 'access.not_permitted'],
  ['GET', '/members', 'secret-key-of-acme', undefined, 'access.caller_not_admitted'],
  ['GET', '/members', 'owner-of-acme', 'acme', open],
  ['GET', '/members', 'owner-of-acme', 'beta', 'access.not_a_member'],
  ['GET', '/platform', 'secret-key-of-acme', undefined, 'access.caller_not_admitted'],
  ['GET', '/me', 'secret-key-of-acme', undefined, 'access.caller_not_admitted'],
  ['GET', '/me', 'human-of-acme', undefined, 'access.caller_not_admitted'],
  ['GET', '/notes', 'human-of-acme', 'acme', 'access.caller_not_admitted'],
  ['GET', '/notes', 'publishable-key-of-acme', undefined, 'access.caller_not_admitted'],
  ['GET', '/basket', 'publishable-key-of-acme', undefined, 'access.caller_not_admitted'],
  ['GET', '/basket', 'superadmin', 'acme', 'access.caller_not_admitted'],
  ['GET', '/basket', undefined, 'acme', 'access.unauthenticated'],
  ['GET', '/basket', 'human-of-acme', undefined, open],
  ['GET', '/basket', 'human-of-acme', 'acme', open],
  ['GET', '/basket', 'human-of-acme', 'beta', 'access.not_a_member'],
  ['GET', '/shop', 'human-of-acme', 'beta', 'access.not_a_member'],
  ['GET', '/shop', 'human-of-acme', undefined, open],
  ['GET', '/shop', 'publishable-key-of-acme', undefined, open],
  ['GET', '/shop', 'publishable-key-of-acme', 'beta', 'access.not_a_member'],
  ['GET', '/shop', 'secret-key-of-acme', undefined, 'access.caller_not_admitted'],
  ['GET', '/shop', 'owner-of-acme', 'acme', 'access.caller_not_admitted'],
  ['GET', '/shop', 'forged', 'acme', 'access.unauthenticated'],
  ['GET', '/shop', undefined, undefined, 'access.unauthenticated'],
  ['GET', '/shop', undefined, 'acme', 'access.unauthenticated'],
  ['GET', '/shop?tenant_id=acme', undefined, undefined, 'access.unauthenticated'],
  ['GET', '/tenants/acme/shop', undefined, undefined, 'access.unauthenticated'],
]

// host, token, named tenant → what the storefront says
const visits: [string, string | undefined, string | undefined, string][] = [
  ['acme', undefined, undefined, open],
  ['acme', undefined, 'acme', open],
  ['acme', undefined, 'beta', 'tenancy.ambiguous_tenant'],
  ['nobody', undefined, undefined, 'tenancy.unknown_tenant'],
  ['closed', undefined, undefined, 'tenancy.tenant_suspended'],
  ['beta', 'publishable-key-of-acme', undefined, 'access.not_a_member'],
  ['beta', 'human-of-acme', undefined, 'access.not_a_member'],
  ['acme', 'forged', undefined, 'access.unauthenticated'],
]

const opened: string[] = []
const { app, events, lines } = edgeWith(doored, { tenancy: closedDoors() })

/** Doors that only note when they are opened. */
function closedDoors(): Doors {
  const refuse = async (): Promise<never> => {
    opened.push('a scope')
    throw new Error('a scope was opened')
  }
  return { scope: refuse, system: refuse }
}

test('each door lets in whom it should, and a refused call opens no scope', async (t) => {
  for (const [method, path, token, tenant, expected] of cases) {
    await t.test(`${method} ${path} as ${token} in ${tenant}: ${expected}`, async () => {
      opened.length = 0
      const answer = await app.inject({
        method: method as 'GET',
        url: `/api/v1${path}`,
        headers: { ...(token && { authorization: `Bearer ${token}` }), ...(tenant && { 'x-tenant-id': tenant }) },
      })
      if (expected === open) return assert.equal(opened.length, 1)
      assert.equal(answer.json().code, expected)
      assert.equal(opened.length, 0)
    })
  }
})

test('a storefront is open to whoever comes to its own host, and to nobody who only names it', async (t) => {
  for (const [shop, token, tenant, expected] of visits) {
    await t.test(`${token} at ${shop} naming ${tenant}: ${expected}`, async () => {
      opened.length = 0
      const authorization = token && { authorization: `Bearer ${token}` }
      const headers = { host: `${shop}.${baseDomain}`, ...authorization, ...(tenant && { 'x-tenant-id': tenant }) }
      const answer = await app.inject({ url: '/api/v1/shop', headers })
      if (expected === open) return assert.equal(opened.length, 1)
      assert.equal(answer.json().code, expected)
      assert.equal(opened.length, 0)
    })
  }
})

test('an operation that no role was given is refused to every member', async () => {
  const { app } = edgeWith(noteRoutes, { isPermitted: () => false })
  for (const token of ['owner-of-acme', 'viewer-of-acme']) {
    const headers = { authorization: `Bearer ${token}`, 'x-tenant-id': 'acme' }
    const answer = await app.inject({ url: '/api/v1/notes', headers })
    assert.equal(answer.statusCode, 403)
  }
})

test('a route without a door, and an operation declared twice, cannot be served', () => {
  const [first] = noteRoutes
  assert.throws(() => edgeWith([{ ...first, door: undefined } as unknown as Route]), /has no door/)
  assert.throws(() => edgeWith([first!, first!]), /declared twice/)
})

test('a call into a tenant that is not the caller’s is told of, with who, where and which', async () => {
  events.length = 0
  const headers = { authorization: 'Bearer owner-of-acme', 'x-tenant-id': 'beta', 'x-request-id': 'try-1' }
  await app.inject({ url: '/api/v1/notes', headers })
  assert.deepEqual(events, [
    {
      code: 'access.not_a_member',
      operation: 'notes.list',
      caller: 'user',
      callerId: noteId,
      tenantId: beta.id,
      address: '127.0.0.1',
      requestId: 'try-1',
    },
  ])
})

test('no token reaches the log', async () => {
  await app.inject({
    url: '/api/v1/notes',
    headers: { authorization: 'Bearer secret-token', cookie: 'a=secret-token' },
  })
  assert.ok(lines.length > 0)
  assert.doesNotMatch(JSON.stringify(lines), /secret-token/)
})

test('a token that has to be looked up lets in just as one that is known', async () => {
  const { app } = edgeWith(noteRoutes, {
    authenticate: async () => {
      const memberships = { [tenants.acme.id]: 'owner' as const }
      return { kind: 'user', id: noteId, email: '', sessionId: '', isSuperadmin: false, memberships }
    },
  })
  const headers = { authorization: 'Bearer any', 'x-tenant-id': 'acme' }
  assert.equal((await app.inject({ url: '/api/v1/notes', headers })).statusCode, 200)
})
