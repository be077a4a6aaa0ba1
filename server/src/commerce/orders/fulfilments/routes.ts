import { Type } from 'typebox'
import { Id, InvalidCursor, listOf, listQuery, oneOf, tenantRoute } from '#platform/contract'
import { listOfOrder } from '../list-of-order.ts'
import { OrderNotFound, QuantityTooLarge } from '../refusals.ts'
import { changeFulfilmentStatus, updateFulfilment } from './change-fulfilment.ts'
import { createFulfilment } from './create-fulfilment.ts'
import { Fulfilment, FulfilmentPatch, NewFulfilment } from './fulfilment.ts'
import { fulfilmentStatuses, fulfilmentTransitionNames, fulfilmentTransitions } from './fulfilment-states.ts'
import { getFulfilment } from './get-fulfilment.ts'
import { FulfilmentNotFound, ItemUnknown, OrderNotProcessed, QuantityNotLeft, StepNotAllowed } from './refusals.ts'
import { fulfilmentList } from './store.ts'

const tag = 'Orders'
const params = Type.Object({ id: Id })

/** `PUT /fulfilments/{id}/shipment`, `…/delivery` and so on: one route per transition, with a permission each. */
const statusRoutes = fulfilmentTransitionNames.map((transition) => {
  const { noun, summary, description, from, to } = fulfilmentTransitions[transition]
  return tenantRoute({
    operation: `orders.${transition}_fulfilment`,
    method: 'PUT',
    path: `/fulfilments/:id/${noun}`,
    tag,
    summary,
    description: `From ${from.join(', ')} to ${to}. ${description}`,
    params,
    answer: Fulfilment,
    versioned: true,
    refuses: [FulfilmentNotFound, OrderNotFound, StepNotAllowed],
    handle: ({ scope, params, expectedVersion }) =>
      changeFulfilmentStatus(scope, params.id, transition, expectedVersion),
  })
})

export const fulfilmentRoutes = [
  tenantRoute({
    operation: 'orders.list_fulfilments',
    method: 'GET',
    path: '/orders/:id/fulfilments',
    tag,
    summary: 'List the fulfilments of an order',
    params,
    query: listQuery(fulfilmentList, { status: Type.Optional(oneOf(fulfilmentStatuses)) }),
    answer: listOf(Fulfilment),
    refuses: [OrderNotFound, InvalidCursor],
    handle: ({ scope, params, query }) => listOfOrder(scope, fulfilmentList, params.id, query),
  }),
  tenantRoute({
    operation: 'orders.create_fulfilment',
    method: 'POST',
    path: '/orders/:id/fulfilments',
    tag,
    summary: 'Put items of an order into a fulfilment',
    description: 'While the order is being processed. Shipping the last of its items ships the order.',
    params,
    body: NewFulfilment,
    status: 201,
    answer: Fulfilment,
    location: (fulfilment: Fulfilment) => `/fulfilments/${fulfilment.id}`,
    refuses: [OrderNotFound, OrderNotProcessed, ItemUnknown, QuantityNotLeft, QuantityTooLarge],
    handle: ({ scope, params, body }) => createFulfilment(scope, params.id, body),
  }),
  tenantRoute({
    operation: 'orders.get_fulfilment',
    method: 'GET',
    path: '/fulfilments/:id',
    tag,
    summary: 'Get a fulfilment',
    params,
    answer: Fulfilment,
    refuses: [FulfilmentNotFound],
    handle: ({ scope, params }) => getFulfilment(scope, params.id),
  }),
  tenantRoute({
    operation: 'orders.update_fulfilment',
    method: 'PATCH',
    path: '/fulfilments/:id',
    tag,
    summary: 'Correct carrier and tracking of a fulfilment',
    description: 'JSON merge patch, in every state.',
    params,
    body: FulfilmentPatch,
    answer: Fulfilment,
    versioned: true,
    refuses: [FulfilmentNotFound, OrderNotFound],
    handle: ({ scope, params, body, expectedVersion }) => updateFulfilment(scope, params.id, body, expectedVersion),
  }),
  ...statusRoutes,
]
