import { defineList, VersionStale } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { Order, OrderItem } from './order.ts'
import { OrderHistoryEntry } from './order-history.ts'

const columns = columnsOf(Order)
const itemColumns = columnsOf(OrderItem)
const historyColumns = columnsOf(OrderHistoryEntry)

export const orderList = defineList(
  statement,
  'orders.list',
  { sorts: ['created_at', 'number'], filters: ['source', 'status'] },
  (db, filter, has) => {
    let orders = db.selectFrom('orders')
    if (has('source')) orders = orders.where('source', '=', filter.source)
    if (has('status')) orders = orders.where('status', '=', filter.status)
    return orders
  },
  (orders) => orders.select(columns).$castTo<Order>(),
)

export const findOrder = statement('orders.find', (db, p: { id: string }) =>
  db.selectFrom('orders').select(columns).$castTo<Order>().where('id', '=', p.id),
)

/** Holds the row until the work ends: of two who change an order's status, the second sees what the first did. */
export const lockOrder = statement('orders.lock', (db, p: { id: string }) =>
  db.selectFrom('orders').select(columns).$castTo<Order>().where('id', '=', p.id).forNoKeyUpdate(),
)

export const insertOrder = statement('orders.insert', (db, p: Order) =>
  db.insertInto('orders').values(assign(columns, p)),
)

export const setOrderStatus = statement('orders.set_status', (db, p: Order) =>
  db
    .updateTable('orders')
    .set(assign(['status', 'version', 'updated_at', 'updated_by'], p))
    .where('id', '=', p.id),
)

export const findOrderItems = statement('order_items.find_of_order', (db, p: { order_id: string }) =>
  db
    .selectFrom('order_items')
    .select(itemColumns)
    .$castTo<OrderItem>()
    .where('order_id', '=', p.order_id)
    .orderBy('position'),
)

export const insertOrderItem = statement('order_items.insert', (db, p: OrderItem & { order_id: string }) =>
  db.insertInto('order_items').values(assign([...itemColumns, 'order_id'], p)),
)

export const orderHistoryList = defineList(
  statement,
  'order_history.list',
  { sorts: ['order_version'], filters: ['order_id'] },
  (db, filter) => db.selectFrom('order_history').where('order_id', '=', filter.order_id),
  (history) => history.select(historyColumns).$castTo<OrderHistoryEntry>(),
)

export const insertOrderHistory = statement(
  'order_history.insert',
  (db, p: OrderHistoryEntry) => db.insertInto('order_history').values(assign(historyColumns, p)),
  { refuses: { order_history_version_key: VersionStale } },
)
