import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAllowed, isRestocking, orderStatuses, orderTransitionNames, orderTransitions } from './order-states.ts'

test('an order can go from each status exactly where the table says', () => {
  const table = {
    pending: ['confirmed', 'cancelled'],
    confirmed: ['processing', 'cancelled'],
    processing: ['shipped', 'cancelled'],
    shipped: ['delivered', 'returned'],
    delivered: ['returned'],
    cancelled: [],
    returned: [],
  }
  const reachable = orderStatuses.map((status) => {
    const allowed = orderTransitionNames.filter((transition) => isAllowed(transition, status))
    return [status, allowed.map((transition) => orderTransitions[transition].to)]
  })
  assert.deepEqual(Object.fromEntries(reachable), table)
})

test('only a cancellation restocks, and nothing leads out of it: it happens once at most', () => {
  assert.deepEqual(orderTransitionNames.filter(isRestocking), ['cancel'])
  assert.ok(orderTransitionNames.every((transition) => !isAllowed(transition, 'cancelled')))
})
