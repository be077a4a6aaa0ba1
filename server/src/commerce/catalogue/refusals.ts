import { defineRefusal } from '#platform/contract'

export const ProductNotFound = defineRefusal('product.not_found', 404, 'There is no such product')
export const ProductNotDeleted = defineRefusal('product.not_deleted', 404, 'There is no such deleted product')
export const ProductInUse = defineRefusal('product.in_use', 409, 'There are orders of this product')
export const SkuTaken = defineRefusal('product.sku_taken', 409, 'Another product or variant has this SKU')
export const CompareAtTooLow = defineRefusal(
  'product.compare_at_too_low',
  422,
  'The compare-at amount must be above the price',
)
export const SellerUnknown = defineRefusal(
  'product.seller_unknown',
  422,
  'The seller is none that the caller may sell for',
)
export const OutOfStock = defineRefusal('product.out_of_stock', 409, 'There is not enough of a product in stock')
export const StockPerVariant = defineRefusal(
  'product.stock_per_variant',
  409,
  'A product with variants has no stock of its own',
)

/** What the constraints of a product's rows mean. */
export const productRefusals = {
  products_sku_key: SkuTaken,
  skus_pkey: SkuTaken,
  products_seller_id_fkey: SellerUnknown,
  products_compare_at_above_price: CompareAtTooLow,
}
