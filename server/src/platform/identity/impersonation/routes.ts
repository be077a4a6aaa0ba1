import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, type Route, superadminRoute } from '#platform/contract'
import type { IdentityParts } from '../parts.ts'
import { beginImpersonation } from './begin-impersonation.ts'
import { endImpersonation } from './end-impersonation.ts'
import { BegunImpersonation, Impersonation, NewImpersonation } from './impersonation.ts'
import { ImpersonationNotFound, NotImpersonated, SuperadminNotImpersonated } from './refusals.ts'
import { findImpersonation, impersonationList } from './store.ts'

const tag = 'Impersonations'
const params = Type.Object({ id: Id })

export function impersonationRoutes(parts: IdentityParts): Route[] {
  return [
    superadminRoute({
      operation: 'impersonations.list',
      method: 'GET',
      path: '/impersonations',
      tag,
      summary: 'List who acted as whom',
      query: listQuery(impersonationList, {
        tenant_id: Type.Optional(Id),
        user_id: Type.Optional(Id),
        impersonator_id: Type.Optional(Id),
      }),
      answer: listOf(Impersonation),
      refuses: [InvalidCursor],
      handle: ({ scope, query }) => answerList(scope, impersonationList, query),
    }),
    superadminRoute({
      operation: 'impersonations.get',
      method: 'GET',
      path: '/impersonations/:id',
      tag,
      summary: 'Get who acted as whom, also when it is over',
      params,
      answer: Impersonation,
      refuses: [ImpersonationNotFound],
      async handle({ scope, params }) {
        const found = await scope.first(findImpersonation, params)
        if (!found) throw ImpersonationNotFound()
        return found
      },
    }),
    superadminRoute({
      operation: 'impersonations.create',
      method: 'POST',
      path: '/impersonations',
      tag,
      summary: 'Act as a user in one tenant',
      description:
        'Answers with an access token of 15 minutes that has the rights of the user in that tenant and no others. It ' +
        'opens nothing of the user themselves: no session, no credential.',
      body: NewImpersonation,
      status: 201,
      answer: BegunImpersonation,
      isShownOnce: true,
      location: ({ id }: BegunImpersonation) => `/impersonations/${id}`,
      refuses: [NotImpersonated, SuperadminNotImpersonated],
      handle: ({ scope, user, body, address }) =>
        beginImpersonation(scope, parts, { operator: user, wanted: body, address }),
    }),
    superadminRoute({
      operation: 'impersonations.delete',
      method: 'DELETE',
      path: '/impersonations/:id',
      tag,
      summary: 'End an impersonation',
      params,
      status: 204,
      refuses: [ImpersonationNotFound],
      handle: ({ scope, params, address }) => endImpersonation(scope, parts, { id: params.id, address }),
    }),
  ]
}
