import type { Scope } from '@stoa/tenancy'
import { changeOrder } from './change-order.ts'
import type { Order } from './order.ts'

/** Says whether the order is to be worked on before others. */
export function changeRush(scope: Scope, id: string, isRush: boolean, expectedVersion?: number): Promise<Order> {
  return changeOrder(scope, id, expectedVersion, ({ is_rush }) => {
    if (is_rush === isRush) return undefined
    return { changes: { is_rush: isRush }, step: { event: isRush ? 'rush_set' : 'rush_cleared' } }
  })
}

/**
 * Says by when the order is promised to be shipped, or that nothing is promised.
 * @param dueAt RFC 3339 in UTC with milliseconds
 */
export function changeDueDate(
  scope: Scope,
  id: string,
  dueAt: string | null,
  expectedVersion?: number,
): Promise<Order> {
  return changeOrder(scope, id, expectedVersion, ({ due_at }) => {
    if (due_at === dueAt) return undefined
    const step =
      dueAt === null ? ({ event: 'due_date_cleared' } as const) : { event: 'due_date_set' as const, detail: dueAt }
    return { changes: { due_at: dueAt }, step }
  })
}
