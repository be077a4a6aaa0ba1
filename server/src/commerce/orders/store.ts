import { sql } from 'kysely'
import { defineList, VersionStale } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { type Order, OrderItem, OrderRow } from './order.ts'
import { OrderHistoryEntry } from './order-history.ts'
import { unshippedStatuses } from './overdue.ts'
import { ProductNotForSale } from './refusals.ts'

const columns = columnsOf(OrderRow)
const itemColumns = columnsOf(OrderItem)
const historyColumns = columnsOf(OrderHistoryEntry)

/** `overdue` and `not_overdue` are given the moment for which it is asked. */
export const orderFilters = [
  'source',
  'status',
  'fulfilment_status',
  'tag',
  'rush',
  'not_rush',
  'overdue',
  'not_overdue',
  'placed_from',
  'placed_to',
  'buyer_email',
  'number',
] as const

export const orderList = defineList(
  statement,
  'orders.list',
  { sorts: ['created_at', 'number', 'placed_at'], filters: [...orderFilters, 'now'] },
  (db, filter, has) => {
    let orders = db.selectFrom('orders').select(isOverdueAt(filter.now).as('is_overdue'))
    if (has('source')) orders = orders.where('source', '=', filter.source)
    if (has('status')) orders = orders.where('status', '=', filter.status)
    if (has('fulfilment_status')) orders = orders.where('fulfilment_status', '=', filter.fulfilment_status)
    if (has('tag')) orders = orders.where(sql<boolean>`${filter.tag}::text = any(${sql.ref('tags')})`)
    if (has('rush')) orders = orders.where(sql<boolean>`is_rush`)
    if (has('not_rush')) orders = orders.where(sql<boolean>`not is_rush`)
    if (has('overdue')) orders = orders.where('due_at', '<', filter.overdue).where('status', 'in', unshippedStatuses)
    if (has('not_overdue')) orders = orders.where(sql<boolean>`not ${isOverdueAt(filter.not_overdue)}`)
    if (has('placed_from')) orders = orders.where('placed_at', '>=', filter.placed_from)
    if (has('placed_to')) orders = orders.where('placed_at', '<', filter.placed_to)
    if (has('buyer_email')) orders = orders.where('buyer_email', '=', filter.buyer_email)
    if (has('number')) orders = orders.where('number', '=', filter.number)
    return orders
  },
  (orders) => orders.select(columns).$castTo<Order>(),
)

/** The same as `isOverdue` says of a row. */
function isOverdueAt(now: string) {
  const statuses = sql.join(unshippedStatuses.map((status) => sql.lit(status)))
  return sql<boolean>`(due_at is not null and due_at < ${now}::timestamptz and status in (${statuses}))`
}

export const findOrder = statement('orders.find', (db, p: { id: string }) =>
  db.selectFrom('orders').select(columns).$castTo<OrderRow>().where('id', '=', p.id),
)

/** Holds the row until the work ends: of two who change an order, the second sees what the first did. */
export const lockOrder = statement('orders.lock', (db, p: { id: string }) =>
  db.selectFrom('orders').select(columns).$castTo<OrderRow>().where('id', '=', p.id).forNoKeyUpdate(),
)

/** The same of several orders, locked in the order of their ids. */
export const lockOrders = statement('orders.lock_several', (db, p: { ids: readonly string[] }) =>
  db
    .selectFrom('orders')
    .select(columns)
    .$castTo<OrderRow>()
    .where('id', '=', sql<string>`any(${p.ids})`)
    .orderBy('id')
    .forNoKeyUpdate(),
)

export const insertOrder = statement('orders.insert', (db, p: OrderRow) =>
  db.insertInto('orders').values(assign(columns, p)),
)

const changing = [
  'status',
  'fulfilment_status',
  'tags',
  'is_rush',
  'due_at',
  'version',
  'updated_at',
  'updated_by',
] as const

export const replaceOrder = statement('orders.replace', (db, p: OrderRow) =>
  db.updateTable('orders').set(assign(changing, p)).where('id', '=', p.id),
)

export const findOrderItems = statement('order_items.find_of_order', (db, p: { order_id: string }) =>
  db
    .selectFrom('order_items')
    .select(itemColumns)
    .$castTo<OrderItem>()
    .where('order_id', '=', p.order_id)
    .orderBy('position'),
)

export const findItemsOfOrders = statement('order_items.find_of_orders', (db, p: { ids: readonly string[] }) =>
  db
    .selectFrom('order_items')
    .select([...itemColumns, 'order_id'])
    .$castTo<OrderItem & { order_id: string }>()
    .where('order_id', '=', sql<string>`any(${p.ids})`)
    .orderBy('position'),
)

/** A product that was purged since it was read is not for sale. */
export const insertOrderItem = statement(
  'order_items.insert',
  (db, p: OrderItem & { order_id: string }) =>
    db.insertInto('order_items').values(assign([...itemColumns, 'order_id'], p)),
  { refuses: { order_items_product_id_fkey: ProductNotForSale } },
)

export const orderHistoryList = defineList(
  statement,
  'order_history.list',
  { sorts: ['order_version'], filters: ['order_id', 'event'] },
  (db, filter, has) => {
    let history = db.selectFrom('order_history').where('order_id', '=', filter.order_id)
    if (has('event')) history = history.where('event', '=', filter.event)
    return history
  },
  (history) => history.select(historyColumns).$castTo<OrderHistoryEntry>(),
)

export const insertOrderHistory = statement(
  'order_history.insert',
  (db, p: OrderHistoryEntry) => db.insertInto('order_history').values(assign(historyColumns, p)),
  { refuses: { order_history_version_key: VersionStale } },
)
