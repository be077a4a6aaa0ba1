import { defineRefusal } from '#platform/contract'

export const NoteNotFound = defineRefusal('order_note.not_found', 404, 'There is no such note')
export const NoteNotYours = defineRefusal('order_note.not_yours', 403, 'Somebody else wrote this note')
