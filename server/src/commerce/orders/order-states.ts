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
  /** What it means for the order's fulfilments. */
  fulfilments?: string
  /** What left the stock for the order, and was not shipped, goes back there. */
  isRestocking?: boolean
}

/** Every way an order's status can change; cancelled and returned lead nowhere. */
export const orderTransitions = {
  confirm: { from: ['pending'], to: 'confirmed', noun: 'confirmation', summary: 'Confirm an order' },
  process: { from: ['confirmed'], to: 'processing', noun: 'processing', summary: 'Begin to process an order' },
  ship: {
    from: ['processing'],
    to: 'shipped',
    noun: 'shipment',
    summary: 'Say that an order was shipped',
    fulfilments: 'Open fulfilments are shipped, and what is in none leaves in one more.',
  },
  deliver: {
    from: ['shipped'],
    to: 'delivered',
    noun: 'delivery',
    summary: 'Say that an order was delivered',
    fulfilments: 'Shipped fulfilments are delivered.',
  },
  cancel: {
    from: ['pending', 'confirmed', 'processing'],
    to: 'cancelled',
    noun: 'cancellation',
    summary: 'Cancel an order and restock what was not shipped',
    fulfilments: 'Refused while a fulfilment is shipped or delivered and not returned; open ones are cancelled.',
    isRestocking: true,
  },
  return: {
    from: ['shipped', 'delivered'],
    to: 'returned',
    noun: 'return',
    summary: 'Say that an order came back',
    fulfilments: 'Shipped and delivered fulfilments are returned.',
  },
} as const satisfies Record<string, Transition>

export type OrderTransition = keyof typeof orderTransitions
export const orderTransitionNames = Object.keys(orderTransitions) as OrderTransition[]

export function isAllowed(transition: OrderTransition, status: OrderStatus): boolean {
  return (orderTransitions[transition].from as readonly OrderStatus[]).includes(status)
}

export function isRestocking(transition: OrderTransition): boolean {
  return (orderTransitions[transition] as Transition).isRestocking ?? false
}

/** The sentence of the transition about fulfilments; empty where it touches none. */
export function aboutFulfilments(transition: OrderTransition): string {
  return (orderTransitions[transition] as Transition).fulfilments ?? ''
}

/** Statuses that a caller can ask for: each is where exactly one transition leads. */
export const orderTargets = orderTransitionNames.map((name) => orderTransitions[name].to)

/** The one transition that leads to the status. */
export function transitionTo(status: (typeof orderTargets)[number]): OrderTransition {
  return orderTransitionNames.find((name) => orderTransitions[name].to === status)!
}
