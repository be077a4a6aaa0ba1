import { type Static, Type } from 'typebox'
import { Id, Timestamp } from '#platform/contract'
import { ProductFields } from '../catalogue/product.ts'

const { seller_id, title, description, type, price_amount_minor, compare_at_amount_minor, currency, tags } =
  ProductFields.properties

/**
 * A product as buyers see it. Stock, SKU, metadata and version are the tenant's business: a version grows with each sale,
 * so even that would tell a competitor how much is sold.
 */
export const StorefrontProduct = Type.Object({
  id: Id,
  seller_id,
  title,
  description,
  type,
  price_amount_minor,
  compare_at_amount_minor,
  currency,
  tags,
  created_at: Timestamp,
})
export type StorefrontProduct = Static<typeof StorefrontProduct>
