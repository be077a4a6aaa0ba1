import type { Scope } from '@stoa/tenancy'
import { statement } from '#platform/database'

const takeNext = statement('number_series.take_next', (db, p: { name: string }) =>
  db
    .insertInto('number_series')
    .values({ name: p.name, last_number: 1 })
    .onConflict((taken) =>
      taken.column('name').doUpdateSet((row) => ({ last_number: row('number_series.last_number', '+', 1) })),
    )
    .returning('last_number'),
)

/**
 * The next number of a series of this tenant: unique, counting up, and given back when the work is rolled back.
 * Its row stays locked until the work ends, so whoever takes a number next in the same tenant waits for the rest of
 * this work; other tenants do not. Take it as late as the round trips allow.
 * Measured with orders of one item, 8 under way at once, PostgreSQL 18 with fsync on the same 2 cores: 590 a second in
 * one tenant, 950 spread over four.
 */
export async function takeNumber(scope: Scope, name: string): Promise<number> {
  const taken = await scope.first(takeNext, { name })
  return taken!.last_number
}
