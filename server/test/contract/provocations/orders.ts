import { maxAmountMinor } from '#platform/contract'
import type { Area } from '../area.ts'
import type { Stage } from '../stage.ts'

/** A new order that went through these transitions. */
const orderAfter =
  (...transitions: string[]) =>
  async (stage: Stage) => {
    const { id } = await stage.make('orders.create')
    for (const transition of transitions) await stage.succeed(`orders.${transition}`, { path: { id }, body: {} })
    return { path: { id } }
  }

/** Asks for products that are on sale, with these quantities. */
async function order(stage: Stage, lines: { product?: object; quantity: number }[], members: object = {}) {
  const items = []
  for (const { product = {}, quantity } of lines) {
    const { id } = await stage.make('products.create', { stock_quantity: null, ...product })
    items.push({ product_id: id, quantity })
  }
  return stage.call('orders.create', { body: { items, ...members } })
}

export const area: Area = {
  ready: {
    'orders.process': orderAfter('confirm'),
    'orders.ship': orderAfter('confirm', 'process'),
    'orders.deliver': orderAfter('confirm', 'process', 'ship'),
    'orders.return': orderAfter('confirm', 'process', 'ship'),
    // A list of several rows.
    'orders.list_history': orderAfter('confirm', 'process', 'ship'),
  },
  refused: {
    'order.product_not_for_sale': (stage) => order(stage, [{ product: { status: 'draft' }, quantity: 1 }]),
    'order.currencies_differ': (stage) =>
      order(stage, [
        { product: { currency: 'EUR' }, quantity: 1 },
        { product: { currency: 'CHF' }, quantity: 1 },
      ]),
    'order.quantity_too_large': async (stage) => {
      const { id } = await stage.make('products.create')
      const half = { product_id: id, quantity: 600_000 }
      return stage.call('orders.create', { body: { items: [half, half] } })
    },
    'order.amount_too_large': (stage) =>
      order(stage, [{ product: { price_amount_minor: maxAmountMinor }, quantity: 1_000_000 }]),
    'order.discount_too_large': (stage) =>
      order(stage, [{ product: { price_amount_minor: 100 }, quantity: 1 }], { discount_amount_minor: 101 }),
    'order.discount_not_manual': (stage) =>
      order(stage, [{ quantity: 1 }], { source: 'storefront', discount_amount_minor: 1 }),
    'order.transition_not_allowed': async (stage) =>
      stage.call('orders.confirm', { ...(await orderAfter('confirm')(stage)), body: {} }),
  },
}
