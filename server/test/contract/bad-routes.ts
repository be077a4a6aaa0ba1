import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { answerList, defineRefusal, Id, listOf, listQuery, newId, type Route, tenantRoute } from '#platform/contract'
import type { World } from '#testing'
import { Product } from '../../src/commerce/catalogue/product.ts'
import { productList } from '../../src/commerce/catalogue/store.ts'
import { serverWith } from '../isolation/http/bad-routes.ts'

const tag = 'Mistakes'
const Answer = Type.Object({ id: Id })
const Untold = defineRefusal('mistake.untold', 418, 'Nobody said that this could happen')
const NeverMet = defineRefusal('mistake.never_met', 409, 'Nobody ever meets this')
const answer = async () => ({ id: newId() })

export interface BadRoute {
  mistake: string
  /** Words of what is told of it. */
  told: string
  route: Route
}

/** Routes as somebody might write them by mistake: each must be found. */
export const badRoutes: readonly BadRoute[] = [
  {
    mistake: 'answers a field that the document does not name',
    told: 'must NOT have additional properties',
    route: tenantRoute({
      operation: 'mistakes.more_fields',
      method: 'GET',
      path: '/mistakes-more-fields',
      tag,
      summary: 'Read',
      answer: Answer,
      refuses: [],
      handle: answer,
    }),
  },
  {
    mistake: 'refuses what it does not list',
    told: 'status 418 is not documented',
    route: tenantRoute({
      operation: 'mistakes.untold_refusal',
      method: 'GET',
      path: '/mistakes-untold-refusal',
      tag,
      summary: 'Read',
      answer: Answer,
      refuses: [],
      handle: async () => {
        throw Untold()
      },
    }),
  },
  {
    mistake: 'fails',
    told: 'does not succeed',
    route: tenantRoute({
      operation: 'mistakes.failure',
      method: 'GET',
      path: '/mistakes-failure',
      tag,
      summary: 'Read',
      answer: Answer,
      refuses: [],
      handle: async () => {
        throw new Error('a fault of ours')
      },
    }),
  },
  {
    mistake: 'makes something and does not say where it is',
    told: 'does not say where it is',
    route: tenantRoute({
      operation: 'mistakes.no_location',
      method: 'POST',
      path: '/mistakes-no-location',
      tag,
      summary: 'Make',
      status: 201,
      answer: Answer,
      refuses: [],
      handle: answer,
    }),
  },
  {
    mistake: 'refuses a request that its schema allows',
    told: 'refuses',
    route: tenantRoute({
      operation: 'mistakes.stricter_than_said',
      method: 'GET',
      path: '/mistakes-stricter-than-said',
      tag,
      summary: 'Read',
      query: Type.Object({ word: Type.Optional(Type.String({ enum: ['yes', 'no'] })) }),
      answer: Answer,
      refuses: [],
      handle: async ({ query }) => {
        if (query.word === 'no') throw Object.assign(Untold(), { status: 422, code: 'request.invalid' })
        return answer()
      },
    }),
  },
]

/** A route that documents a refusal which nothing brings about. */
export const boastfulRoute = tenantRoute({
  operation: 'mistakes.boastful',
  method: 'GET',
  path: '/mistakes-boastful',
  tag,
  summary: 'Read',
  answer: Answer,
  refuses: [NeverMet],
  handle: answer,
})

/** A list that loses its place: each page begins where the first did. */
export const forgetfulList = tenantRoute({
  operation: 'mistakes.forgetful_list',
  method: 'GET',
  path: '/mistakes-forgetful-list',
  tag,
  summary: 'List products',
  query: listQuery(productList, {}),
  answer: listOf(Product),
  refuses: [],
  handle: ({ scope, query: { cursor: _, ...query } }) => answerList(scope, productList, query),
})

/** The world's platform with these routes as well. */
export function badServer(world: World): FastifyInstance {
  const app = serverWith(world, [...badRoutes.map(({ route }) => route), boastfulRoute, forgetfulList])
  // The serialiser of the house writes no field that its schema does not name; somebody may write another.
  app.addHook('onSend', async (request, _reply, payload) =>
    request.url.endsWith('mistakes-more-fields') ? '{"id":"0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f","more":1}' : payload,
  )
  return app
}
