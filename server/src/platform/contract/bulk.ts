import { defineRefusal, type Refusal } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import { Id, nullable } from './schemas.ts'

/** Most rows of one bulk call. */
export const maxBulkRows = 100

export const NotDone = defineRefusal('bulk.not_done', 424, 'Nothing was done, because another row was refused')
export const RowRepeated = defineRefusal('bulk.row_repeated', 422, 'An earlier row of the same call is about the same')

/** Query schema of a bulk call. */
export const BulkQuery = Type.Object({
  atomic: Type.Optional(
    Type.Boolean({ default: false, description: '`true`: all rows or none. Else each row for itself.' }),
  ),
})

/** What became of one row of a bulk call. */
export const BulkResult = Type.Object({
  index: Type.Integer({ minimum: 0, description: 'Place of the row in the request, from 0.' }),
  id: nullable({ ...Id, description: 'The row’s id; null where none was made.' }),
  status: Type.Integer({ minimum: 200, maximum: 499, description: 'What a call for this row alone answers with.' }),
  code: Type.Optional(Type.String({ description: 'Of the refusal, for branching.' })),
  detail: Type.Optional(Type.String({ description: 'Of the refusal, for people.' })),
  errors: Type.Optional(
    Type.Array(Type.Object({ path: Type.String(), message: Type.String(), code: Type.String() }), {
      description: 'What is wrong with the row, where it is invalid.',
    }),
  ),
})
export type BulkResult = Static<typeof BulkResult>

/** Answer schema of a bulk call, under status 207: a result per row of the request, in its order. */
export const BulkAnswer = Type.Object({ results: Type.Array(BulkResult) })
export type BulkAnswer = Static<typeof BulkAnswer>

/** A row of a bulk call as it was judged: what is to be done for it, or why it is refused. */
export type Judged<Deed> = { id: string | null } & ({ deed: Deed } | { refusal: Refusal })

/**
 * Settles a bulk call whose rows were all judged before anything was written, so that one transaction serves both ways:
 * deeds of good rows are done beside refused ones, or none is when the call is atomic and a row was refused.
 * @param status of a row that is done
 * @returns the deeds to be done, in the order of their rows, and the answer
 */
export function settleBulk<Deed>(
  judged: readonly Judged<Deed>[],
  { isAtomic, status }: { isAtomic: boolean; status: 200 | 201 },
): { deeds: Deed[]; answer: BulkAnswer } {
  const isCalledOff = isAtomic && judged.some((row) => 'refusal' in row)
  const results = judged.map((row, index): BulkResult => {
    if ('refusal' in row) return refused(index, row.id, row.refusal)
    return isCalledOff ? refused(index, row.id, NotDone()) : { index, id: row.id, status }
  })
  const deeds = isCalledOff ? [] : judged.flatMap((row) => ('deed' in row ? [row.deed] : []))
  return { deeds, answer: { results } }
}

function refused(index: number, id: string | null, { status, code, detail, title, errors }: Refusal): BulkResult {
  return { index, id, status, code, detail: detail ?? title, ...(errors && { errors }) }
}
