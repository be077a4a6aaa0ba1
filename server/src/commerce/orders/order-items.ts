import { newId } from '#platform/contract'
import { isShipped } from '../catalogue/product.ts'
import type { ProductToSell } from '../catalogue/stock.ts'
import { maxQuantity, type NewOrder, type OrderItem } from './order.ts'
import { priceLine } from './price-order.ts'
import { CurrenciesDiffer, ProductNotForSale, QuantityTooLarge, VariantNeeded } from './refusals.ts'

/** How many of each product the lines ask for, in the order of first mention. */
export function addUpQuantities(lines: NewOrder['items']): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>()
  for (const line of lines) {
    const quantity = (quantities.get(line.product_id) ?? 0) + line.quantity
    if (quantity > maxQuantity) throw QuantityTooLarge()
    quantities.set(line.product_id, quantity)
  }
  return quantities
}

export interface Sale {
  currency: string
  hasParcel: boolean
  items: OrderItem[]
}

/** The items of an order, with titles and prices as the products have them now; refuses what is not for sale. */
export function sell(quantities: ReadonlyMap<string, number>, products: readonly ProductToSell[]): Sale {
  const byId = new Map(products.map((product) => [product.id, product]))
  const sold = [...quantities.keys()].map((id) => {
    const product = byId.get(id)
    if (product?.status !== 'active') throw ProductNotForSale(`Product ${id} is missing or not for sale.`)
    // Price and stock are the variants'; sold as such, the product would be sold without end and at another price.
    if (product.has_variants) throw VariantNeeded(`Product ${id} comes in variants.`)
    return product
  })
  const currency = sold[0]!.currency
  if (sold.some((product) => product.currency !== currency)) throw CurrenciesDiffer()
  return {
    currency,
    hasParcel: sold.some(isShipped),
    items: sold.map((product, index) => itemOf(product, quantities.get(product.id)!, index + 1)),
  }
}

function itemOf(product: ProductToSell, quantity: number, position: number): OrderItem {
  const unit_price_amount_minor = product.price_amount_minor
  return {
    id: newId(),
    position,
    product_id: product.id,
    title: product.title,
    sku: product.sku,
    unit_price_amount_minor,
    quantity,
    total_amount_minor: priceLine({ unit_price_amount_minor, quantity }),
    is_stock_taken: product.stock_quantity !== null,
    allotted_quantity: 0,
    shipped_quantity: 0,
  }
}
