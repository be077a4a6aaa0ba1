import type { Scope } from '@stoa/tenancy'
import { newId } from '#platform/contract'
import { changeOrder } from '../change-order.ts'
import type { NewOrderNote, OrderNote } from './note.ts'
import { insertNote } from './store.ts'

export async function addNote(scope: Scope, orderId: string, request: NewOrderNote): Promise<OrderNote> {
  const note: OrderNote = {
    is_buyer_visible: false,
    ...request,
    id: newId(),
    order_id: orderId,
    author_id: scope.actor.id ?? null,
    created_at: scope.now,
  }
  await changeOrder(scope, orderId, undefined, () => ({
    changes: {},
    step: { event: 'note_added', subject_id: note.id },
  }))
  scope.write(insertNote, note)
  return note
}
