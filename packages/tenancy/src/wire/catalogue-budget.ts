import type { Prepared } from './batch.ts'

/**
 * Different statements that a connection runs in its life, unless told otherwise; then another takes its place.
 *
 * A PostgreSQL backend keeps what it has read of the catalogue until it ends: some 60 kB for a table with its indexes, in
 * each schema it was used in. A connection that serves thousands of tenants' schemas grows by that for ever. A statement
 * is another one in each schema, so counting statements bounds what the backend has read (`bench/README.md` has the
 * figures).
 */
export const defaultCatalogueBudget = 2_000

/** However few statements it saw: what they call, such as a function that makes schemas, reads the catalogue as well. */
const lifetimeMs = 30 * 60_000

/** What one connection may still read of the catalogue. */
export class CatalogueBudget {
  private readonly seen = new Set<Prepared>()
  private readonly limit: number
  private readonly endsAt: number

  /** Up to a fifth less, so that connections that were opened together do not all have to be replaced together. */
  constructor(limit = defaultCatalogueBudget, now = performance.now()) {
    const part = 1 - Math.random() / 5
    this.limit = limit * part
    this.endsAt = now + lifetimeMs * part
  }

  note(prepared: Prepared): void {
    this.seen.add(prepared)
  }

  get isSpent(): boolean {
    return this.seen.size >= this.limit || performance.now() >= this.endsAt
  }
}
