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

/** A fulfilment of one piece of a new order, taken through these transitions. */
const fulfilmentAfter =
  (...transitions: string[]) =>
  async (stage: Stage) => {
    const order = await processedOrder(stage)
    const { row } = await stage.succeed('orders.create_fulfilment', { ...order, body: {} })
    const path = { id: row.id as string }
    for (const transition of transitions) await stage.succeed(`orders.${transition}_fulfilment`, { path })
    return { path }
  }

const processedOrder = orderAfter('confirm', 'process')

/** A new order on which the operation has put something. */
const orderWith =
  (operation: string, sent: object = {}) =>
  async (stage: Stage) => {
    const { path } = await orderAfter()(stage)
    const { row } = await stage.succeed(operation, { path, ...sent })
    return { order: { path }, row }
  }

async function note(stage: Stage) {
  const { row } = await orderWith('orders.add_note')(stage)
  return { path: { id: row.id as string } }
}

const due = { body: { due_at: '2026-11-21T10:30:00+01:00' } }

export const area: Area = {
  ready: {
    'orders.create_fulfilment': async (stage) => ({ ...(await processedOrder(stage)), body: {} }),
    'orders.get_fulfilment': fulfilmentAfter(),
    'orders.update_fulfilment': fulfilmentAfter(),
    'orders.ship_fulfilment': fulfilmentAfter(),
    'orders.deliver_fulfilment': fulfilmentAfter('ship'),
    'orders.return_fulfilment': fulfilmentAfter('ship', 'deliver'),
    'orders.cancel_fulfilment': fulfilmentAfter(),
    'orders.list_fulfilments': async (stage) => {
      const { path } = await processedOrder(stage)
      for (let made = 0; made < 3; made++) {
        const { row } = await stage.succeed('orders.create_fulfilment', { path, body: {} })
        await stage.succeed('orders.cancel_fulfilment', { path: { id: row.id as string } })
      }
      return { path }
    },
    'orders.list_notes': async (stage) => {
      const { order } = await orderWith('orders.add_note')(stage)
      for (let made = 0; made < 2; made++) await stage.succeed('orders.add_note', order)
      return order
    },
    'orders.get_note': note,
    'orders.delete_note': note,
    'orders.add_tag': async (stage) => ({ path: { ...(await orderAfter()(stage)).path, tag: 'gift' } }),
    'orders.remove_tag': async (stage) => ({ path: { ...(await orderAfter()(stage)).path, tag: 'gift' } }),
    'orders.clear_rush': async (stage) => (await orderWith('orders.set_rush')(stage)).order,
    'orders.clear_due_date': async (stage) => (await orderWith('orders.set_due_date', due)(stage)).order,
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
    'order.variant_needed': async (stage) => {
      const { id } = await stage.make('products.create')
      await stage.succeed('products.replace_options', {
        path: { id },
        body: { options: [{ name: 'Size', values: ['S'] }], variants: [{ option_values: ['S'] }] },
      })
      return stage.call('orders.create', { body: { items: [{ product_id: id, quantity: 1 }] } })
    },
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
    'order.partly_shipped': async (stage) => {
      const { path } = await processedOrder(stage)
      const { items } = (await stage.call('orders.get', { path })).row as { items: { id: string }[] }
      // Of a fulfilment of everything the order itself would be shipped.
      const parcel = { items: [{ order_item_id: items[0]!.id, quantity: 1 }], is_shipped: true }
      await stage.succeed('orders.create_fulfilment', { path, body: parcel })
      return stage.call('orders.cancel', { path, body: {} })
    },
    'order.too_many_tags': async (stage) => {
      const tags = Array.from({ length: 50 }, (_, index) => `tag ${index}`)
      const { id } = await stage.make('orders.create', { tags })
      return stage.call('orders.add_tag', { path: { id, tag: 'one more' } })
    },
    'order_note.not_yours': async (stage) => {
      const { token } = await stage.world.newCaller('owner')
      return stage.call('orders.delete_note', { token, ...(await note(stage)) })
    },
    'fulfilment.order_not_processed': async (stage) =>
      stage.call('orders.create_fulfilment', { ...(await orderAfter()(stage)), body: {} }),
    'fulfilment.item_unknown': async (stage) => {
      const items = [{ order_item_id: '0199c0de-7a1b-7c3d-8e4f-0000deadbeef', quantity: 1 }]
      return stage.call('orders.create_fulfilment', { ...(await processedOrder(stage)), body: { items } })
    },
    'fulfilment.quantity_not_left': async (stage) => {
      const order = await processedOrder(stage)
      await stage.succeed('orders.create_fulfilment', { ...order, body: {} })
      return stage.call('orders.create_fulfilment', { ...order, body: {} })
    },
    'fulfilment.transition_not_allowed': async (stage) =>
      stage.call('orders.deliver_fulfilment', await fulfilmentAfter()(stage)),
    'order.transition_not_allowed': async (stage) =>
      stage.call('orders.confirm', { ...(await orderAfter('confirm')(stage)), body: {} }),
  },
}
