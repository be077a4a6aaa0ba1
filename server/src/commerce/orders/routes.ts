import { Type } from 'typebox'
import {
  BulkAnswer,
  BulkQuery,
  GivenTimestamp,
  Id,
  InvalidCursor,
  inUtc,
  listOf,
  listQuery,
  longText,
  nullable,
  oneOf,
  tenantRoute,
} from '#platform/contract'
import { OutOfStock } from '../catalogue/refusals.ts'
import { changeOrderStatus } from './change-order-status.ts'
import { changeStatuses, StatusChanges } from './change-statuses.ts'
import { addTag, removeTag } from './change-tags.ts'
import { changeDueDate, changeRush } from './change-urgency.ts'
import { createOrder } from './create-order.ts'
import { orderFulfilmentStatuses } from './fulfilments/fulfilment-status.ts'
import { fulfilmentRoutes } from './fulfilments/routes.ts'
import { getOrder } from './get-order.ts'
import { listOfOrder } from './list-of-order.ts'
import { listOrders } from './list-orders.ts'
import { noteRoutes } from './notes/routes.ts'
import { BuyerEmail, NewOrder, Order, OrderWithItems, orderSources, Tag } from './order.ts'
import { OrderHistoryEntry, orderEvents } from './order-history.ts'
import { aboutFulfilments, orderStatuses, orderTransitionNames, orderTransitions } from './order-states.ts'
import {
  AmountTooLarge,
  CurrenciesDiffer,
  DiscountNotManual,
  DiscountTooLarge,
  OrderNotFound,
  PartlyShipped,
  ProductNotForSale,
  QuantityTooLarge,
  TooManyTags,
  TransitionNotAllowed,
  VariantNeeded,
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
    description: `From ${from.join(', ')} to ${to}. ${aboutFulfilments(transition)}`.trim(),
    params,
    body: StatusChange,
    answer: OrderWithItems,
    versioned: true,
    refuses: [OrderNotFound, TransitionNotAllowed, ...(transition === 'cancel' ? [PartlyShipped] : [])],
    handle: ({ scope, params, body, expectedVersion }) =>
      changeOrderStatus(scope, params.id, transition, { ...body, expectedVersion }),
  })
})

const tagParams = Type.Object({ id: Id, tag: Tag })

const DueDate = Type.Object(
  { due_at: GivenTimestamp },
  { additionalProperties: false, examples: [{ due_at: '2026-11-21T10:30:00+01:00' }] },
)

/** Nouns that users put on an order and take off again: one route for each way, both answer the order. */
const markRoutes = [
  tenantRoute({
    operation: 'orders.add_tag',
    method: 'PUT',
    path: '/orders/:id/tags/:tag',
    tag,
    summary: 'Add a tag to an order',
    params: tagParams,
    answer: Order,
    refuses: [OrderNotFound, TooManyTags],
    handle: ({ scope, params }) => addTag(scope, params.id, params.tag),
  }),
  tenantRoute({
    operation: 'orders.remove_tag',
    method: 'DELETE',
    path: '/orders/:id/tags/:tag',
    tag,
    summary: 'Remove a tag from an order',
    params: tagParams,
    answer: Order,
    refuses: [OrderNotFound],
    handle: ({ scope, params }) => removeTag(scope, params.id, params.tag),
  }),
  ...([true, false] as const).map((isRush) =>
    tenantRoute({
      operation: isRush ? 'orders.set_rush' : 'orders.clear_rush',
      method: isRush ? 'PUT' : 'DELETE',
      path: '/orders/:id/rush',
      tag,
      summary: isRush ? 'Say that an order goes before others' : 'Say that an order goes with the others',
      params,
      answer: Order,
      versioned: true,
      refuses: [OrderNotFound],
      handle: ({ scope, params, expectedVersion }) => changeRush(scope, params.id, isRush, expectedVersion),
    }),
  ),
  tenantRoute({
    operation: 'orders.set_due_date',
    method: 'PUT',
    path: '/orders/:id/due-date',
    tag,
    summary: 'Say by when an order is promised to be shipped',
    params,
    body: DueDate,
    answer: Order,
    versioned: true,
    refuses: [OrderNotFound],
    handle: ({ scope, params, body, expectedVersion }) =>
      changeDueDate(scope, params.id, inUtc(body.due_at), expectedVersion),
  }),
  tenantRoute({
    operation: 'orders.clear_due_date',
    method: 'DELETE',
    path: '/orders/:id/due-date',
    tag,
    summary: 'Say that nothing is promised of an order',
    params,
    answer: Order,
    versioned: true,
    refuses: [OrderNotFound],
    handle: ({ scope, params, expectedVersion }) => changeDueDate(scope, params.id, null, expectedVersion),
  }),
]

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
      fulfilment_status: Type.Optional(oneOf(orderFulfilmentStatuses)),
      tag: Type.Optional(Tag),
      is_rush: Type.Optional(Type.Boolean()),
      is_overdue: Type.Optional(Type.Boolean({ description: 'Now.' })),
      placed_from: Type.Optional({ ...GivenTimestamp, description: 'Placed then or later.' }),
      placed_to: Type.Optional({ ...GivenTimestamp, description: 'Placed before then.' }),
      buyer_email: Type.Optional(BuyerEmail),
      number: Type.Optional(Order.properties.number),
    }),
    answer: listOf(Order),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => listOrders(scope, query),
  }),
  tenantRoute({
    operation: 'orders.get',
    method: 'GET',
    path: '/orders/:id',
    tag,
    summary: 'Get an order with its items',
    params,
    answer: OrderWithItems,
    changesUnversioned: true,
    refuses: [OrderNotFound],
    handle: ({ scope, params }) => getOrder(scope, params.id),
  }),
  tenantRoute({
    operation: 'orders.create',
    method: 'POST',
    path: '/orders',
    tag,
    summary: 'Place an order',
    description:
      'The server computes every amount, and takes the quantities from stock or refuses the order. ' +
      'Items name products; one that comes in variants cannot be ordered.',
    body: NewOrder,
    status: 201,
    answer: OrderWithItems,
    location: (order: OrderWithItems) => `/orders/${order.id}`,
    refuses: [
      ProductNotForSale,
      VariantNeeded,
      CurrenciesDiffer,
      OutOfStock,
      QuantityTooLarge,
      AmountTooLarge,
      DiscountTooLarge,
      DiscountNotManual,
    ],
    handle: ({ scope, body }) => createOrder(scope, body),
  }),
  tenantRoute({
    operation: 'orders.change_statuses',
    method: 'POST',
    path: '/orders/bulk/status',
    tag,
    summary: 'Change the status of many orders',
    description:
      'Each row ends with the status and code that the call for this order alone would end with; `bulk.row_repeated` where ' +
      'an earlier row names the same order. With `?atomic=true` rows that could be done end with 424 `bulk.not_done` when ' +
      'another is refused.',
    query: BulkQuery,
    body: StatusChanges,
    status: 207,
    answer: BulkAnswer,
    refuses: [],
    handle: ({ scope, query, body }) => changeStatuses(scope, body, query.atomic ?? false),
  }),
  ...statusRoutes,
  ...markRoutes,
  ...noteRoutes,
  ...fulfilmentRoutes,
  tenantRoute({
    operation: 'orders.list_history',
    method: 'GET',
    path: '/orders/:id/history',
    tag,
    summary: 'List what happened to an order',
    params,
    query: listQuery(orderHistoryList, { event: Type.Optional(oneOf(orderEvents)) }),
    answer: listOf(OrderHistoryEntry),
    refuses: [OrderNotFound, InvalidCursor],
    handle: ({ scope, params, query }) => listOfOrder(scope, orderHistoryList, params.id, query),
  }),
]
