import type { Scope } from '@stoa/tenancy'
import { changeOrder } from '../change-order.ts'
import { getNote } from './get-note.ts'
import { NoteNotYours } from './refusals.ts'
import { deleteNoteRow } from './store.ts'

/** Takes a note away for good; who wrote it may. That it was there stays in the order's history. */
export async function deleteNote(scope: Scope, id: string): Promise<void> {
  const note = await getNote(scope, id)
  if (note.author_id === null || note.author_id !== scope.actor.id) throw NoteNotYours()
  await changeOrder(scope, note.order_id, undefined, () => ({
    changes: {},
    step: { event: 'note_deleted', subject_id: id },
  }))
  scope.write(deleteNoteRow, { id })
}
