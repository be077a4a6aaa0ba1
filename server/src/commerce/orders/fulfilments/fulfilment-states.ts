export const fulfilmentStatuses = ['open', 'shipped', 'delivered', 'returned', 'cancelled'] as const
export type FulfilmentStatus = (typeof fulfilmentStatuses)[number]

interface Transition {
  from: readonly FulfilmentStatus[]
  to: FulfilmentStatus
  /** The state change as a noun: `PUT /fulfilments/{id}/{noun}`. */
  noun: string
  /** The column that keeps when it happened. */
  moment: 'shipped_at' | 'delivered_at' | 'returned_at' | 'cancelled_at'
  summary: string
  description: string
}

/** Every way a fulfilment's status can change; returned and cancelled lead nowhere. */
export const fulfilmentTransitions = {
  ship: {
    from: ['open'],
    to: 'shipped',
    noun: 'shipment',
    moment: 'shipped_at',
    summary: 'Say that a fulfilment was shipped',
    description: 'When with it everything that was ordered is shipped, so is the order.',
  },
  deliver: {
    from: ['shipped'],
    to: 'delivered',
    noun: 'delivery',
    moment: 'delivered_at',
    summary: 'Say that a fulfilment was delivered',
    description: 'When with it nothing of a shipped order is on its way any more, the order is delivered.',
  },
  return: {
    from: ['shipped', 'delivered'],
    to: 'returned',
    noun: 'return',
    moment: 'returned_at',
    summary: 'Say that a fulfilment came back',
    description: 'When with it everything of a shipped order came back, the order is returned. Stock stays as it is.',
  },
  cancel: {
    from: ['open'],
    to: 'cancelled',
    noun: 'cancellation',
    moment: 'cancelled_at',
    summary: 'Cancel a fulfilment that was not shipped',
    description: 'Its quantities can be put into other fulfilments. Stock stays as it is: the order is not cancelled.',
  },
} as const satisfies Record<string, Transition>

export type FulfilmentTransition = keyof typeof fulfilmentTransitions
export const fulfilmentTransitionNames = Object.keys(fulfilmentTransitions) as FulfilmentTransition[]

export function canTake(transition: FulfilmentTransition, status: FulfilmentStatus): boolean {
  return (fulfilmentTransitions[transition].from as readonly FulfilmentStatus[]).includes(status)
}
