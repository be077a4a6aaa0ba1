import { createIdentifier, createTenancy, type Doors, type Tenant } from '@stoa/tenancy'
import pino from 'pino'
import { Type } from 'typebox'
import {
  type ActingUser,
  type Caller,
  defineRefusal,
  Id,
  type Role,
  type Route,
  Timestamp,
  tenantRoute,
} from '#platform/contract'
import { createEdge } from './create-edge.ts'
import type { SecurityEvent } from './door.ts'
import { type EdgeOptions, tenantPathPrefix } from './options.ts'
import { Unauthenticated } from './refusals.ts'

const ids = {
  acme: '0199c0de-7a1b-7c3d-8e4f-000000000001',
  beta: '0199c0de-7a1b-7c3d-8e4f-000000000002',
  closed: '0199c0de-7a1b-7c3d-8e4f-000000000003',
}
export const noteId = '0199c0de-7a1b-7c3d-8e4f-00000000000a'

/** Under which each tenant has a host of its own. */
export const baseDomain = 'shops.example'

/** Two tenants, and one that is suspended. */
export const tenants = {
  acme: tenantNamed('acme', ids.acme),
  beta: tenantNamed('beta', ids.beta),
  closed: { ...tenantNamed('closed', ids.closed), status: 'suspended' as const },
}

function tenantNamed(slug: string, id: string): Tenant {
  const place = { placement: 'shared', schema: 'shared', epoch: 1, accessEpoch: 1 } as const
  const terms = { plan: 'free', region: 'eu', settings: {} }
  return { id, slug, name: slug, subdomain: slug, domains: [], status: 'active', ...place, ...terms }
}

/** Callers by what they show. */
const callers: Readonly<Record<string, Caller>> = {
  'owner-of-acme': userWith({ [ids.acme]: 'owner' }),
  'viewer-of-acme': userWith({ [ids.acme]: 'viewer' }),
  'owner-of-beta': userWith({ [ids.beta]: 'owner' }),
  superadmin: { ...userWith({}), isSuperadmin: true },
  'secret-key-of-acme': keyOf(ids.acme, false),
  'secret-key-of-closed': keyOf(ids.closed, false),
  'publishable-key-of-acme': keyOf(ids.acme, true),
  'human-of-acme': { kind: 'human', id: noteId, tenantId: ids.acme, sessionId: noteId },
}

function userWith(memberships: Record<string, Role>): ActingUser {
  return { kind: 'user', id: noteId, email: 'ada@example.org', sessionId: noteId, isSuperadmin: false, memberships }
}

/** A secret one may read notes. */
function keyOf(tenantId: string, isPublishable: boolean): Caller {
  const may = (operation: string) => !isPublishable && operation === 'notes.list'
  return { kind: 'api_key', id: noteId, tenantId, isPublishable, may }
}

export const NoteLocked = defineRefusal('note.locked', 409, 'The note is locked')

export const Note = Type.Object({
  id: Id,
  title: Type.String(),
  body: Type.Union([Type.String(), Type.Null()]),
  version: Type.Integer(),
  created_at: Timestamp,
})

export const note = {
  id: noteId,
  tenant_id: ids.acme,
  title: 'A "quoted" title',
  body: null,
  version: 3,
  created_at: '2026-11-21T09:30:00.000Z',
}

const NewNote = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 20 }),
    pages: Type.Optional(Type.Integer({ minimum: 1 })),
    tags: Type.Optional(Type.Array(Type.String(), { maxItems: 3 })),
    metadata: Type.Optional(Type.Record(Type.String({ pattern: '^.{1,20}$' }), Type.Unknown())),
  },
  { additionalProperties: false, examples: [{ title: 'Buy milk' }] },
)

/** Routes that need no rows: what they do to a request is the edge's own work. */
export const noteRoutes: readonly Route[] = [
  tenantRoute({
    operation: 'notes.list',
    method: 'GET',
    path: '/notes',
    tag: 'Notes',
    summary: 'List notes',
    query: Type.Object({ limit: Type.Optional(Type.Integer({ maximum: 200 })), done: Type.Optional(Type.Boolean()) }),
    answer: Type.Object({ results: Type.Array(Note), query: Type.Unknown() }),
    refuses: [],
    handle: async ({ query }) => ({ results: [note], query }),
  }),
  tenantRoute({
    operation: 'notes.get',
    method: 'GET',
    path: '/notes/:id',
    tag: 'Notes',
    summary: 'Get a note',
    params: Type.Object({ id: Id }),
    answer: Note,
    refuses: [],
    handle: async () => note,
  }),
  tenantRoute({
    operation: 'notes.create',
    method: 'POST',
    path: '/notes',
    tag: 'Notes',
    summary: 'Make a note',
    status: 201,
    body: NewNote,
    answer: Type.Object({ ...Note.properties, received: Type.Unknown() }),
    refuses: [NoteLocked],
    location: (made: { id: string }) => `/notes/${made.id}`,
    handle: async ({ body }) => ({ ...note, received: body }),
  }),
  tenantRoute({
    operation: 'notes.update',
    method: 'PATCH',
    path: '/notes/:id',
    tag: 'Notes',
    summary: 'Change a note',
    params: Type.Object({ id: Id }),
    body: Type.Partial(NewNote, { additionalProperties: false, examples: [{ title: 'Buy bread' }] }),
    answer: Type.Object({ expected: Type.Union([Type.Integer(), Type.Null()]) }),
    versioned: true,
    refuses: [NoteLocked],
    handle: async ({ expectedVersion }) => ({ expected: expectedVersion ?? null }),
  }),
  tenantRoute({
    operation: 'notes.hold',
    method: 'PUT',
    path: '/notes/:id/hold',
    tag: 'Notes',
    summary: 'Hold a note',
    params: Type.Object({ id: Id }),
    status: 204,
    refuses: [],
    handle: async () => undefined,
  }),
]

/** The kernel as it is, with no database behind it: work without statements ends well, any statement fails. */
export function doorsWithoutDatabase(): Doors {
  const url = 'postgres://stoa@127.0.0.1:9/none'
  return createTenancy({ urls: { app: url, reader: url, system: url }, bindingKey: Buffer.alloc(32, 1) })
}

/** An edge with these routes, what it logged, and the security events it told of. */
export function edgeWith(routes: readonly Route[] = noteRoutes, changes: Partial<EdgeOptions> = {}) {
  const lines: Record<string, unknown>[] = []
  const events: SecurityEvent[] = []
  const app = createEdge({
    routes,
    tenancy: doorsWithoutDatabase(),
    identifier: createIdentifier(
      { find: (_by, key) => Object.values(tenants).find((tenant) => tenant.slug === key || tenant.id === key) },
      { pathPrefix: tenantPathPrefix, baseDomains: [baseDomain] },
    ),
    authenticate(token) {
      const caller = callers[token]
      if (!caller) throw Unauthenticated()
      return caller
    },
    isPermitted: (role, operation) => role === 'owner' || (role === 'viewer' && /\.(list|get)$/.test(operation)),
    readiness: {},
    onSecurityEvent: (event) => events.push(event),
    log: pino({}, { write: (line: string) => lines.push(JSON.parse(line)) }),
    ...changes,
  })
  return { app, lines, events }
}

/** Headers of a caller who may do everything in acme. */
export const asOwner = { authorization: 'Bearer owner-of-acme', 'x-tenant-id': 'acme' }
