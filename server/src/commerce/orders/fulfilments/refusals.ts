import { defineRefusal } from '#platform/contract'

export const FulfilmentNotFound = defineRefusal('fulfilment.not_found', 404, 'There is no such fulfilment')
export const OrderNotProcessed = defineRefusal(
  'fulfilment.order_not_processed',
  409,
  'Only an order that is being processed can be fulfilled',
)
export const ItemUnknown = defineRefusal('fulfilment.item_unknown', 422, 'The order has no such item')
export const QuantityNotLeft = defineRefusal(
  'fulfilment.quantity_not_left',
  409,
  'The order has not that much left to be fulfilled',
)
export const StepNotAllowed = defineRefusal(
  'fulfilment.transition_not_allowed',
  409,
  'The fulfilment is not in a state that allows this',
)
