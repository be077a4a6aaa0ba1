/**
 * Statements a connection prepares in its life, unless told otherwise; then another takes its place.
 *
 * A PostgreSQL backend keeps what it has read of the catalogue until it ends: some 60 kB for a table with its indexes, in each schema
 * it was used in. A connection that serves thousands of tenants' schemas grows by that for ever. A statement is prepared
 * once for each schema, so counting preparations bounds what the backend has read (`bench/README.md` has the figures).
 */
export const defaultCatalogueBudget = 2_000

/**
 * What one connection may prepare: up to a fifth less than the limit, so that connections that were opened together
 * and share the work do not all have to be replaced in the same moment.
 */
export function catalogueBudget(limit = defaultCatalogueBudget): number {
  return limit * (1 - Math.random() / 5)
}
