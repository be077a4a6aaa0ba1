import type { Compilable, Kysely, RawBuilder } from 'kysely'
import type { RefusalType } from '../refusal.ts'

/**
 * A query written once with Kysely and compiled once per schema, not once per call. The builder sees
 * placeholders instead of values: it must not branch on them. What changes the text of the query
 * (sort order, which filters are given) is the `shape`; each shape is compiled once.
 */
export interface Statement<Args, Row, Shape = undefined> {
  /** Dotted name for metrics and the slow-query log, `products.list`. */
  readonly name: string
  readonly door: Door
  readonly build: (db: Kysely<never>, args: Args, shape: Shape) => Compilable<Row> | RawBuilder<Row>
  readonly options: StatementOptions
}

/** Tenant statements run in a Scope and get the tenant added to every table; system statements run in a SystemScope. */
export type Door = 'tenant' | 'system'

/** What a statement tells the kernel beside its query. */
export interface StatementOptions {
  /** What a violated constraint (by name) means to the caller. */
  refuses?: Readonly<Record<string, RefusalType>>
  /** The row count this write must affect; any other count aborts the transaction with `orRefuse`. */
  expect?: { rows: 1; orRefuse: RefusalType }
  /**
   * The same for many, with the arguments of each as `rows`: sent instead where several works commit together. It only
   * adds, and does what each would have done alone or fails.
   */
  inCompany?: Statement<{ rows: readonly never[] }, unknown>
  /** Runs on a connection of its own so that short statements never wait behind it. */
  slow?: boolean
}

/** Declares a query over these tables. */
export type Declare<Tables> = <Args, Row, Shape = undefined>(
  name: string,
  build: (db: Kysely<Tables>, args: Args, shape: Shape) => Compilable<Row> | RawBuilder<Row>,
  options?: StatementOptions,
) => Statement<Args, Row, Shape>

/** Makes the two declaring functions, typed by the tables a tenant scope and a system scope may name. */
export function statements<TenantTables, SystemTables>() {
  return {
    /** Declares a query on a tenant's tables: unqualified names, tenant_id added by the kernel. */
    statement: declareFor<TenantTables>('tenant'),
    /** Declares a query on platform tables, written with their schema (`core.tenants`). */
    systemStatement: declareFor<SystemTables>('system'),
  }
}

function declareFor<Tables>(door: Door): Declare<Tables> {
  return (name, build, options = {}) => ({ name, door, build: build as never, options })
}
