import { createIdentifier } from '@stoa/tenancy'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { Type } from 'typebox'
import { createEdge, tenantPathPrefix } from '#edge'
import { answerList, defineRefusal, Id, listOf, listQuery, type Route, tenantRoute } from '#platform/contract'
import { assign, statement, systemStatement } from '#platform/database'
import type { World } from '#testing'
import { access, routesWith } from '../../../src/assemble.ts'
import { Product } from '../../../src/commerce/catalogue/product.ts'
import { productList } from '../../../src/commerce/catalogue/store.ts'
import { baseDomain } from './attacks.ts'

const tag = 'Mistakes'
const params = Type.Object({ id: Id })
const NotThere = defineRefusal('mistake.not_there', 404, 'It is not there')
const NotYours = defineRefusal('mistake.not_yours', 403, 'It is not yours')
const Found = Type.Object({ found: Type.Unknown() })

const memberNamed = systemStatement('mistakes.member', (db, p: { id: string }) =>
  db.selectFrom('core.memberships').select(['name', 'metadata']).where('user_id', '=', p.id).limit(1),
)
const everyMember = systemStatement('mistakes.members', (db, _: Record<never, never>) =>
  db.selectFrom('core.memberships').select(['user_id', 'name']),
)
const renameMember = systemStatement('mistakes.rename', (db, p: { id: string; name: string }) =>
  db
    .updateTable('core.memberships')
    .set(assign(['name'], p))
    .where('user_id', '=', p.id),
)
const productNamed = statement('mistakes.product', (db, p: { id: string }) =>
  db.selectFrom('products').select(['id', 'title']).where('id', '=', p.id),
)

export interface BadRoute {
  mistake: string
  /** Words in the names of the attacks that find it. */
  foundBy: string[]
  route: Route
}

const system = { actor: { kind: 'system' }, mode: 'write' } as const

/** Routes as somebody might write them by mistake: each must be found. */
export function badRoutes({ platform }: World): BadRoute[] {
  const { tenancy, registry } = platform
  const remembered = new Map<string, unknown>()
  const pages = new Map<string, unknown>()

  async function productsOf(tenantId: string) {
    const tenant = await registry.byId(tenantId)
    if (!tenant) throw NotThere()
    const options = { actor: system.actor, mode: 'read' } as const
    return { found: await tenancy.scope(tenant, options, (scope) => answerList(scope, productList, {})) }
  }

  return [
    {
      mistake: 'reads by id through the door of the platform',
      foundBy: ['an id of the tenant in the path'],
      route: tenantRoute({
        operation: 'mistakes.read_by_id',
        method: 'GET',
        path: '/mistakes-read/:id',
        tag,
        summary: 'Read',
        params,
        answer: Found,
        refuses: [NotThere],
        async handle({ params }) {
          const found = await tenancy.system(system, (work) => work.first(memberNamed, params))
          if (!found) throw NotThere()
          return { found }
        },
      }),
    },
    {
      mistake: 'writes by id through the door of the platform',
      foundBy: ['any attack', 'an id of the tenant in the path'],
      route: tenantRoute({
        operation: 'mistakes.write_by_id',
        method: 'PUT',
        path: '/mistakes-write/:id/name',
        tag,
        summary: 'Write',
        params,
        status: 204,
        refuses: [],
        handle: ({ params }) =>
          tenancy.system(system, async (work) => work.write(renameMember, { id: params.id, name: 'Renamed' })),
      }),
    },
    {
      mistake: 'lists through the door of the platform',
      foundBy: ["read what is one's own", 'read while the other tenant reads'],
      route: tenantRoute({
        operation: 'mistakes.list',
        method: 'GET',
        path: '/mistakes-list',
        tag,
        summary: 'List',
        answer: Found,
        refuses: [],
        handle: async () => ({ found: await tenancy.system(system, (work) => work.all(everyMember, {})) }),
      }),
    },
    {
      mistake: 'believes a tenant in the body',
      foundBy: ['tenant of the tenant at /for/0/tenant_id of the body'],
      route: tenantRoute({
        operation: 'mistakes.believe_body',
        method: 'POST',
        path: '/mistakes-body',
        tag,
        summary: 'Report',
        body: Type.Object(
          { for: Type.Array(Type.Object({ tenant_id: Id })) },
          { examples: [{ for: [{ tenant_id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f' }] }] },
        ),
        answer: Found,
        refuses: [NotThere],
        handle: ({ body }) => productsOf(body.for[0]!.tenant_id),
      }),
    },
    {
      mistake: 'believes a tenant in the query',
      foundBy: ["ask for the tenant's by ?of="],
      route: tenantRoute({
        operation: 'mistakes.believe_query',
        method: 'GET',
        path: '/mistakes-query',
        tag,
        summary: 'Report',
        query: Type.Object({ of: Type.Optional(Id) }),
        answer: Found,
        refuses: [NotThere],
        handle: ({ query, scope }) => productsOf(query.of ?? scope.tenant.id),
      }),
    },
    {
      mistake: 'takes what the schema does not name',
      foundBy: ['smuggle tenant_id into the body'],
      route: tenantRoute({
        operation: 'mistakes.take_everything',
        method: 'POST',
        path: '/mistakes-smuggled',
        tag,
        summary: 'Report',
        body: Type.Object({ note: Type.String() }, { additionalProperties: true, examples: [{ note: 'x' }] }),
        answer: Found,
        refuses: [],
        handle: ({ body, scope }) => productsOf((body as { tenant_id?: string }).tenant_id ?? scope.tenant.id),
      }),
    },
    {
      mistake: 'remembers by id without the tenant',
      foundBy: ['an id of the tenant in the path'],
      route: tenantRoute({
        operation: 'mistakes.remember_by_id',
        method: 'GET',
        path: '/mistakes-remembered/:id',
        tag,
        summary: 'Read',
        params,
        answer: Found,
        refuses: [NotThere],
        async handle({ scope, params }) {
          const found = remembered.get(params.id) ?? (await scope.first(productNamed, params))
          if (!found) throw NotThere()
          remembered.set(params.id, found)
          return { found }
        },
      }),
    },
    {
      mistake: 'remembers a page without the tenant',
      foundBy: ["read what is one's own"],
      route: tenantRoute({
        operation: 'mistakes.remember_page',
        method: 'GET',
        path: '/mistakes-page',
        tag,
        summary: 'List',
        answer: Found,
        refuses: [],
        async handle({ scope }) {
          const page = pages.get('first') ?? (await answerList(scope, productList, {}))
          pages.set('first', page)
          return { found: page }
        },
      }),
    },
    {
      mistake: 'tells by its refusal that an id exists',
      foundBy: ['an id of the tenant in the path'],
      route: tenantRoute({
        operation: 'mistakes.tell_apart',
        method: 'GET',
        path: '/mistakes-told/:id',
        tag,
        summary: 'Read',
        params,
        answer: Found,
        refuses: [NotThere, NotYours],
        async handle({ params }) {
          throw (await tenancy.system(system, (work) => work.first(memberNamed, params))) ? NotYours() : NotThere()
        },
      }),
    },
  ]
}

/** A route as it should be, with everything the suite attacks; it must have nothing to say of it. */
export const goodRoute = tenantRoute({
  operation: 'fine.list',
  method: 'GET',
  path: '/fine',
  tag: 'Fine',
  summary: 'List products',
  query: listQuery(productList, { seller_id: Type.Optional(Id) }),
  answer: listOf(Product),
  refuses: [],
  handle: ({ scope, query }) => answerList(scope, productList, query),
})

/** The world's platform served with more routes. */
export function serverWith({ platform }: World, routes: readonly Route[]): FastifyInstance {
  const added = new Set(routes.map(({ operation }) => operation))
  return createEdge({
    routes: [...routesWith(platform.identity), ...routes],
    tenancy: platform.tenancy,
    identifier: createIdentifier(platform.registry, { pathPrefix: tenantPathPrefix, baseDomains: [baseDomain] }),
    async authenticate(token, from) {
      const caller = await platform.identity.authenticate(token, from)
      if (caller.kind !== 'api_key') return caller
      return { ...caller, may: (operation) => caller.may(operation) || added.has(operation) }
    },
    isPermitted: (role, operation) => access.isPermitted(role, operation) || added.has(operation),
    readiness: {},
    onSecurityEvent: () => {},
    log: pino({ level: 'silent' }),
  })
}
