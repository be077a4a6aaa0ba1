import type { Scope } from '@stoa/tenancy'
import type { OrderNote } from './note.ts'
import { NoteNotFound } from './refusals.ts'
import { findNote } from './store.ts'

export async function getNote(scope: Scope, id: string): Promise<OrderNote> {
  const note = await scope.first(findNote, { id })
  if (!note) throw NoteNotFound()
  return note
}
