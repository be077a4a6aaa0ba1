import { defineRefusal } from '#platform/contract'

export const OrderNotFound = defineRefusal('order.not_found', 404, 'There is no such order')
export const ProductNotForSale = defineRefusal(
  'order.product_not_for_sale',
  422,
  'A product of the order is missing or not for sale',
)
export const VariantNeeded = defineRefusal(
  'order.variant_needed',
  422,
  'A product that comes in variants is not sold as such',
)
export const CurrenciesDiffer = defineRefusal(
  'order.currencies_differ',
  422,
  'The products of one order must have the same currency',
)
export const QuantityTooLarge = defineRefusal(
  'order.quantity_too_large',
  422,
  'No order takes that many of one product',
)
export const AmountTooLarge = defineRefusal('order.amount_too_large', 422, 'The amounts of the order are too large')
export const DiscountTooLarge = defineRefusal(
  'order.discount_too_large',
  422,
  'The discount is larger than the amount of the items',
)
export const DiscountNotManual = defineRefusal(
  'order.discount_not_manual',
  422,
  'Only an order with source manual can be given a discount',
)
export const TransitionNotAllowed = defineRefusal(
  'order.transition_not_allowed',
  409,
  'The order is not in a state that allows this',
)
export const PartlyShipped = defineRefusal(
  'order.partly_shipped',
  409,
  'Something of the order was shipped and has not come back',
)
export const TooManyTags = defineRefusal('order.too_many_tags', 409, 'No order has that many tags')
