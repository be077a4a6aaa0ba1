import { Type } from 'typebox'
import { Id, InvalidCursor, listOf, listQuery, tenantRoute } from '#platform/contract'
import { listOfOrder } from '../list-of-order.ts'
import { OrderNotFound } from '../refusals.ts'
import { addNote } from './add-note.ts'
import { deleteNote } from './delete-note.ts'
import { getNote } from './get-note.ts'
import { NewOrderNote, OrderNote } from './note.ts'
import { NoteNotFound, NoteNotYours } from './refusals.ts'
import { noteList } from './store.ts'

const tag = 'Orders'
const params = Type.Object({ id: Id })

export const noteRoutes = [
  tenantRoute({
    operation: 'orders.list_notes',
    method: 'GET',
    path: '/orders/:id/notes',
    tag,
    summary: 'List the notes of an order',
    params,
    query: listQuery(noteList, { is_buyer_visible: Type.Optional(Type.Boolean()) }),
    answer: listOf(OrderNote),
    refuses: [OrderNotFound, InvalidCursor],
    handle: ({ scope, params, query }) => listOfOrder(scope, noteList, params.id, query),
  }),
  tenantRoute({
    operation: 'orders.add_note',
    method: 'POST',
    path: '/orders/:id/notes',
    tag,
    summary: 'Add a note to an order',
    params,
    body: NewOrderNote,
    status: 201,
    answer: OrderNote,
    location: (note: OrderNote) => `/order-notes/${note.id}`,
    refuses: [OrderNotFound],
    handle: ({ scope, params, body }) => addNote(scope, params.id, body),
  }),
  tenantRoute({
    operation: 'orders.get_note',
    method: 'GET',
    path: '/order-notes/:id',
    tag,
    summary: 'Get a note of an order',
    params,
    answer: OrderNote,
    refuses: [NoteNotFound],
    handle: ({ scope, params }) => getNote(scope, params.id),
  }),
  tenantRoute({
    operation: 'orders.delete_note',
    method: 'DELETE',
    path: '/order-notes/:id',
    tag,
    summary: 'Delete a note of one’s own',
    params,
    status: 204,
    refuses: [NoteNotFound, NoteNotYours],
    handle: ({ scope, params }) => deleteNote(scope, params.id),
  }),
]
