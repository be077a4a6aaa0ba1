export const orderStatuses = [
  'pending',
  'confirmed',
  'processing',
  'shipped',
  'delivered',
  'cancelled',
  'returned',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

interface Transition {
  from: readonly OrderStatus[]
  to: OrderStatus
  /** The state change as a noun: `PUT /orders/{id}/{noun}`. */
  noun: string
  summary: string
  /** What left the stock for the order goes back there. */
  isRestocking?: boolean
}

/** Every way an order's status can change; cancelled and returned lead nowhere. */
export const orderTransitions = {
  confirm: { from: ['pending'], to: 'confirmed', noun: 'confirmation', summary: 'Confirm an order' },
  process: { from: ['confirmed'], to: 'processing', noun: 'processing', summary: 'Begin to process an order' },
  ship: { from: ['processing'], to: 'shipped', noun: 'shipment', summary: 'Say that an order was shipped' },
  deliver: { from: ['shipped'], to: 'delivered', noun: 'delivery', summary: 'Say that an order was delivered' },
  cancel: {
    from: ['pending', 'confirmed', 'processing'],
    to: 'cancelled',
    noun: 'cancellation',
    summary: 'Cancel an order and restock its items',
    isRestocking: true,
  },
  return: { from: ['shipped', 'delivered'], to: 'returned', noun: 'return', summary: 'Say that an order came back' },
} as const satisfies Record<string, Transition>

export type OrderTransition = keyof typeof orderTransitions
export const orderTransitionNames = Object.keys(orderTransitions) as OrderTransition[]

export function isAllowed(transition: OrderTransition, status: OrderStatus): boolean {
  return (orderTransitions[transition].from as readonly OrderStatus[]).includes(status)
}

export function isRestocking(transition: OrderTransition): boolean {
  return (orderTransitions[transition] as Transition).isRestocking ?? false
}
