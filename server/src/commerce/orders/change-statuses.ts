import type { Scope } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import {
  type BulkAnswer,
  Id,
  type Judged,
  longText,
  maxBulkRows,
  nullable,
  oneOf,
  Refusal,
  RowRepeated,
  requireVersion,
  settleBulk,
} from '#platform/contract'
import { returnToStock, writeTransition } from './change-order-status.ts'
import { type HeldOrder, holdOrders } from './held-order.ts'
import { orderTargets, transitionTo } from './order-states.ts'
import { type PlannedTransition, planTransition } from './plan-transition.ts'
import { OrderNotFound } from './refusals.ts'

const Row = Type.Object(
  {
    id: Id,
    status: oneOf(orderTargets),
    version: Type.Optional(Type.Integer({ minimum: 1, description: 'Refused when the order has another version.' })),
  },
  { additionalProperties: false },
)
type Row = Static<typeof Row>

/** Orders, and the status that each is to have. */
export const StatusChanges = Type.Object(
  {
    orders: Type.Array(Row, { minItems: 1, maxItems: maxBulkRows }),
    reason: Type.Optional(nullable(longText(1000))),
  },
  {
    additionalProperties: false,
    examples: [{ orders: [{ id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f', status: 'confirmed' }], reason: 'Paid' }],
  },
)
export type StatusChanges = Static<typeof StatusChanges>

/** Two round trips for all of them: every order is held before the first is judged, and all is written together. */
export async function changeStatuses(
  scope: Scope,
  { orders: rows, reason = null }: StatusChanges,
  isAtomic: boolean,
): Promise<BulkAnswer> {
  const held = await holdOrders(scope, [...new Set(rows.map(({ id }) => id))])
  const seen = new Set<string>()
  const judged = rows.map((row) => judge(scope, row, held, seen))
  const { deeds, answer } = settleBulk(judged, { isAtomic, status: 200 })
  for (const planned of deeds) writeTransition(scope, planned, reason)
  returnToStock(scope, deeds)
  return answer
}

function judge(
  scope: Scope,
  row: Row,
  held: ReadonlyMap<string, HeldOrder>,
  seen: Set<string>,
): Judged<PlannedTransition> {
  try {
    if (seen.has(row.id)) throw RowRepeated()
    seen.add(row.id)
    const one = held.get(row.id)
    if (!one) throw OrderNotFound()
    requireVersion(one.order, row.version)
    return { id: row.id, deed: planTransition(scope, one, transitionTo(row.status)) }
  } catch (error) {
    if (error instanceof Refusal) return { id: row.id, refusal: error }
    throw error
  }
}
