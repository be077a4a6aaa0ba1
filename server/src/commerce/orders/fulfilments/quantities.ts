import { maxQuantity, type OrderItem } from '../order.ts'
import { QuantityTooLarge } from '../refusals.ts'
import type { FulfilmentItem } from './fulfilment.ts'
import { ItemUnknown, QuantityNotLeft } from './refusals.ts'

/** What is in no fulfilment yet, as lines of one; none when everything is. */
export function linesLeft(items: readonly OrderItem[]): FulfilmentItem[] {
  return items
    .map((item) => ({ order_item_id: item.id, quantity: item.quantity - item.allotted_quantity }))
    .filter(({ quantity }) => quantity > 0)
}

/** One line per item, in the order of first mention; each is what the order has left, or less. */
export function linesWithin(items: readonly OrderItem[], lines: readonly FulfilmentItem[]): FulfilmentItem[] {
  const wanted = new Map<string, number>()
  for (const { order_item_id: id, quantity } of lines) {
    const sum = (wanted.get(id) ?? 0) + quantity
    if (sum > maxQuantity) throw QuantityTooLarge()
    wanted.set(id, sum)
  }
  const left = new Map(linesLeft(items).map((line) => [line.order_item_id, line.quantity]))
  return [...wanted].map(([order_item_id, quantity]) => {
    if (!items.some((item) => item.id === order_item_id))
      throw ItemUnknown(`Item ${order_item_id} is none of the order.`)
    const most = left.get(order_item_id) ?? 0
    if (quantity > most) throw QuantityNotLeft(`Of item ${order_item_id} there are ${most} left.`)
    return { order_item_id, quantity }
  })
}

/** The items with the lines counted in a column, or out of it where `sign` is −1. */
export function count(
  items: readonly OrderItem[],
  lines: readonly FulfilmentItem[],
  column: 'allotted_quantity' | 'shipped_quantity',
  sign: 1 | -1 = 1,
): OrderItem[] {
  const moved = new Map(lines.map((line) => [line.order_item_id, line.quantity * sign]))
  return items.map((item) => ({ ...item, [column]: item[column] + (moved.get(item.id) ?? 0) }))
}
