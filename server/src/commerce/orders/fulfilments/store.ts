import { type Kysely, sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, statement, type TenantTables } from '#platform/database'
import type { OrderItem } from '../order.ts'
import { type Fulfilment, FulfilmentFields, type FulfilmentItem, FulfilmentRow } from './fulfilment.ts'
import { QuantityNotLeft } from './refusals.ts'

const columns = columnsOf(FulfilmentRow)

/** Fulfilments with their items, of which each has few. */
function fulfilments(db: Kysely<TenantTables>) {
  return db.selectFrom('fulfilments').select((row) =>
    row
      .selectFrom('fulfilment_items')
      .whereRef('fulfilment_items.fulfilment_id', '=', 'fulfilments.id')
      .select(
        sql<FulfilmentItem[]>`coalesce(jsonb_agg(
          jsonb_build_object('order_item_id', order_item_id, 'quantity', quantity) order by order_item_id
        ), '[]')`.as('items'),
      )
      .as('items'),
  )
}

export const fulfilmentList = defineList(
  statement,
  'fulfilments.list',
  { sorts: ['created_at'], filters: ['order_id', 'status'] },
  (db, filter, has) => {
    let found = fulfilments(db).where('order_id', '=', filter.order_id)
    if (has('status')) found = found.where('status', '=', filter.status)
    return found
  },
  (found) => found.select(columns).$castTo<Fulfilment>(),
)

export const findFulfilment = statement('fulfilments.find', (db, p: { id: string }) =>
  fulfilments(db).select(columns).$castTo<Fulfilment>().where('id', '=', p.id),
)

/** In the order they were made. Whoever changes one of them holds its order. */
export const findFulfilmentsOfOrders = statement('fulfilments.find_of_orders', (db, p: { ids: readonly string[] }) =>
  fulfilments(db)
    .select(columns)
    .$castTo<Fulfilment>()
    .where('order_id', '=', sql<string>`any(${p.ids})`)
    .orderBy('created_at')
    .orderBy('id'),
)

export const insertFulfilment = statement('fulfilments.insert', (db, p: Fulfilment) =>
  db.insertInto('fulfilments').values(assign(columns, p)),
)

export const insertFulfilmentItem = statement(
  'fulfilment_items.insert',
  (db, p: FulfilmentItem & { fulfilment_id: string }) =>
    db.insertInto('fulfilment_items').values(assign(['fulfilment_id', 'order_item_id', 'quantity'], p)),
)

const changing = [
  ...columnsOf(FulfilmentFields),
  'status',
  'shipped_at',
  'delivered_at',
  'returned_at',
  'cancelled_at',
  'version',
  'updated_at',
  'updated_by',
] as const

export const replaceFulfilment = statement('fulfilments.replace', (db, p: Fulfilment) =>
  db.updateTable('fulfilments').set(assign(changing, p)).where('id', '=', p.id),
)

/** The check constraint has the last word on what fulfilments hold together, whatever was counted before. */
export const setItemQuantities = statement(
  'order_items.set_quantities',
  (db, p: OrderItem) =>
    db
      .updateTable('order_items')
      .set(assign(['allotted_quantity', 'shipped_quantity'], p))
      .where('id', '=', p.id),
  { refuses: { order_items_allotted_within_ordered: QuantityNotLeft } },
)
