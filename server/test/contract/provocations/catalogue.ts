import type { Area } from '../area.ts'

export const area: Area = {
  ready: {
    // A SKU that no call before has taken.
    'products.replace_options': async (stage) => {
      const { id } = await stage.make('products.create')
      const variants = [{ option_values: ['S'], sku: `${stage.mark()}sku` }]
      return { path: { id }, body: { options: [{ name: 'Size', values: ['S'] }], variants } }
    },
  },
  refused: {
    'product.sku_taken': async (stage) => {
      const { sku } = await stage.make('products.create')
      const { body } = await stage.ready('products.create')
      return stage.call('products.create', { body: { ...(body as object), sku } })
    },
    'product.compare_at_too_low': async (stage) => {
      const { body } = await stage.ready('products.create')
      const amounts = { price_amount_minor: 500, compare_at_amount_minor: 500 }
      return stage.call('products.create', { body: { ...(body as object), ...amounts } })
    },
    'product.seller_unknown': async (stage) => {
      const { body } = await stage.ready('products.create')
      return stage.call('products.create', { body: { ...(body as object), seller_id: stage.world.tenant.id } })
    },
    'product.in_use': async (stage) => {
      const { id } = await stage.make('products.create')
      await stage.succeed('orders.create', { body: { items: [{ product_id: id, quantity: 1 }] } })
      await stage.succeed('products.delete', { path: { id } })
      return stage.call('products.purge', { path: { id } })
    },
    'product.stock_per_variant': async (stage) => {
      const { path, body } = await stage.ready('products.replace_options')
      await stage.succeed('products.replace_options', { path: path!, body })
      return stage.call('products.update', { path: path!, body: { stock_quantity: 1 } })
    },
    'product.out_of_stock': async (stage) => {
      const { id } = await stage.make('products.create', { stock_quantity: 1 })
      return stage.call('orders.create', { body: { items: [{ product_id: id, quantity: 2 }] } })
    },
  },
  stricter: {
    'products.replace_options': 'each variant has one value of each option',
  },
}
