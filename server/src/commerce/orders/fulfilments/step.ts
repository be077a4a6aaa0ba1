import type { Scope } from '@stoa/tenancy'
import { changedRow, newRow } from '#platform/contract'
import type { HeldOrder } from '../held-order.ts'
import type { OrderItem } from '../order.ts'
import { type Fulfilment, type FulfilmentItem, fulfilmentDefaults } from './fulfilment.ts'
import { type FulfilmentTransition, fulfilmentTransitions } from './fulfilment-states.ts'
import { count } from './quantities.ts'

/** What a change does to the fulfilments of one order and the counts of its items; nothing is written yet. */
export interface FulfilmentChange {
  items: readonly OrderItem[]
  /** All of them, as they are after the change. */
  fulfilments: readonly Fulfilment[]
  made: readonly Fulfilment[]
  changed: readonly Fulfilment[]
}

export function unchanged({ items, fulfilments }: Pick<HeldOrder, 'items' | 'fulfilments'>): FulfilmentChange {
  return { items, fulfilments, made: [], changed: [] }
}

/** Takes a fulfilment one step on; the caller has seen to it that the table allows the step. */
export function step(
  scope: Scope,
  before: FulfilmentChange,
  fulfilment: Fulfilment,
  transition: FulfilmentTransition,
): FulfilmentChange {
  const after: Fulfilment = { ...fulfilment, ...changedRow(scope, fulfilment), ...arrival(scope, transition) }
  return {
    ...before,
    items: countStep(before.items, fulfilment.items, transition),
    fulfilments: before.fulfilments.map((other) => (other.id === after.id ? after : other)),
    changed: [...before.changed, after],
  }
}

/** Puts lines that the order has left into a new fulfilment. */
export function add(
  scope: Scope,
  before: FulfilmentChange,
  fulfilment: Partial<Fulfilment> & Pick<Fulfilment, 'order_id' | 'items'>,
  isShipped: boolean,
): FulfilmentChange {
  const made: Fulfilment = {
    ...newRow(scope),
    ...fulfilmentDefaults,
    ...fulfilment,
    ...(isShipped && arrival(scope, 'ship')),
  }
  const items = count(before.items, made.items, 'allotted_quantity')
  return {
    ...before,
    items: isShipped ? countStep(items, made.items, 'ship') : items,
    fulfilments: [...before.fulfilments, made],
    made: [...before.made, made],
  }
}

function arrival(scope: Scope, transition: FulfilmentTransition): Partial<Fulfilment> {
  const { to, moment } = fulfilmentTransitions[transition]
  return { status: to, [moment]: scope.now }
}

function countStep(items: readonly OrderItem[], lines: readonly FulfilmentItem[], transition: FulfilmentTransition) {
  if (transition === 'ship') return count(items, lines, 'shipped_quantity')
  return transition === 'cancel' ? count(items, lines, 'allotted_quantity', -1) : items
}
