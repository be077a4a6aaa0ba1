import type { Operations } from './operations.gen.ts'

/** Dotted name of an operation, as in the API document: `products.create`. */
export type OperationId = keyof Operations

/** What an operation is asked with: path and query parameters by name, and the body. */
export type Request<Id extends OperationId> = Operations[Id]['request']

/** What it answers; undefined where nothing is answered. */
export type Answer<Id extends OperationId> = Operations[Id]['answer']

/** Every code the operation is documented to refuse with. */
export type RefusalCodeOf<Id extends OperationId> = Operations[Id]['refuses']
export type RefusalCode = RefusalCodeOf<OperationId>

/** How one call is made, beyond what it asks. */
export interface CallOptions {
  /** The version that was read: the change is refused with `row.version_stale` when the row has another by now. */
  version?: number
  /** Made where it is needed, so that a retry has no second effect; give one to repeat a call after a crash of your own. */
  idempotencyKey?: string
  /** Another tenant than the client's. */
  tenant?: string
  signal?: AbortSignal
}

/** What is known of an operation at run time. */
export interface OperationShape {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with parameters as `{id}`. */
  readonly path: string
  /** Honours `Idempotency-Key`. */
  readonly isKeyed?: true
  /** Media type of a body that is text instead of JSON. */
  readonly takes?: 'text/csv'
  /** The path begins at the server's root instead of `/api/v1`. */
  readonly isAtRoot?: true
}
