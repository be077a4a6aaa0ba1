import { Type } from 'typebox'
import {
  answerList,
  Id,
  InvalidCursor,
  listOf,
  listQuery,
  longText,
  nullable,
  oneOf,
  tenantRoute,
} from '#platform/contract'
import { OutOfStock } from '../catalogue/refusals.ts'
import { changeOrderStatus } from './change-order-status.ts'
import { createOrder } from './create-order.ts'
import { getOrder } from './get-order.ts'
import { listOrderHistory } from './list-order-history.ts'
import { NewOrder, Order, OrderWithItems, orderSources } from './order.ts'
import { OrderHistoryEntry } from './order-history.ts'
import { orderStatuses, orderTransitionNames, orderTransitions } from './order-states.ts'
import {
  AmountTooLarge,
  CurrenciesDiffer,
  DiscountNotManual,
  DiscountTooLarge,
  OrderNotFound,
  ProductNotForSale,
  QuantityTooLarge,
  TransitionNotAllowed,
} from './refusals.ts'
import { orderHistoryList, orderList } from './store.ts'

const tag = 'Orders'
const params = Type.Object({ id: Id })

const StatusChange = Type.Object(
  { reason: Type.Optional(nullable(longText(1000))) },
  { additionalProperties: false, examples: [{ reason: 'Asked for by the buyer' }] },
)

/** `PUT /orders/{id}/confirmation`, `…/cancellation` and so on: one route per transition, with a permission each. */
const statusRoutes = orderTransitionNames.map((transition) => {
  const { noun, summary, from, to } = orderTransitions[transition]
  return tenantRoute({
    operation: `orders.${transition}`,
    method: 'PUT',
    path: `/orders/:id/${noun}`,
    tag,
    summary,
    description: `From ${from.join(', ')} to ${to}.`,
    params,
    body: StatusChange,
    answer: OrderWithItems,
    versioned: true,
    refuses: [OrderNotFound, TransitionNotAllowed],
    handle: ({ scope, params, body, expectedVersion }) =>
      changeOrderStatus(scope, params.id, transition, { ...body, expectedVersion }),
  })
})

export const orderRoutes = [
  tenantRoute({
    operation: 'orders.list',
    method: 'GET',
    path: '/orders',
    tag,
    summary: 'List orders, without their items',
    query: listQuery(orderList, {
      source: Type.Optional(oneOf(orderSources)),
      status: Type.Optional(oneOf(orderStatuses)),
    }),
    answer: listOf(Order),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, orderList, query),
  }),
  tenantRoute({
    operation: 'orders.get',
    method: 'GET',
    path: '/orders/:id',
    tag,
    summary: 'Get an order with its items',
    params,
    answer: OrderWithItems,
    refuses: [OrderNotFound],
    handle: ({ scope, params }) => getOrder(scope, params.id),
  }),
  tenantRoute({
    operation: 'orders.create',
    method: 'POST',
    path: '/orders',
    tag,
    summary: 'Place an order',
    description: 'The server computes every amount, and takes the quantities from stock or refuses the order.',
    body: NewOrder,
    status: 201,
    answer: OrderWithItems,
    location: (order: OrderWithItems) => `/orders/${order.id}`,
    refuses: [
      ProductNotForSale,
      CurrenciesDiffer,
      OutOfStock,
      QuantityTooLarge,
      AmountTooLarge,
      DiscountTooLarge,
      DiscountNotManual,
    ],
    handle: ({ scope, body }) => createOrder(scope, body),
  }),
  ...statusRoutes,
  tenantRoute({
    operation: 'orders.list_history',
    method: 'GET',
    path: '/orders/:id/history',
    tag,
    summary: 'List how an order came to its status',
    params,
    query: listQuery(orderHistoryList, {}),
    answer: listOf(OrderHistoryEntry),
    refuses: [OrderNotFound, InvalidCursor],
    handle: ({ scope, params, query }) => listOrderHistory(scope, params.id, query),
  }),
]
