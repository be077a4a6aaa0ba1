import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { OrderNote } from './note.ts'
import { NoteNotFound } from './refusals.ts'

const columns = columnsOf(OrderNote)

export const noteList = defineList(
  statement,
  'order_notes.list',
  { sorts: ['created_at'], filters: ['order_id', 'is_buyer_visible'] },
  (db, filter, has) => {
    let notes = db.selectFrom('order_notes').where('order_id', '=', filter.order_id)
    if (has('is_buyer_visible')) notes = notes.where('is_buyer_visible', '=', filter.is_buyer_visible)
    return notes
  },
  (notes) => notes.select(columns).$castTo<OrderNote>(),
)

export const findNote = statement('order_notes.find', (db, p: { id: string }) =>
  db.selectFrom('order_notes').select(columns).$castTo<OrderNote>().where('id', '=', p.id),
)

export const insertNote = statement('order_notes.insert', (db, p: OrderNote) =>
  db.insertInto('order_notes').values(assign(columns, p)),
)

/** Of two who delete a note at once, one finds it gone. */
export const deleteNoteRow = statement(
  'order_notes.delete',
  (db, p: { id: string }) => db.deleteFrom('order_notes').where('id', '=', p.id),
  { expect: { rows: 1, orRefuse: NoteNotFound } },
)
