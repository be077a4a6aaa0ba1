import type { Field, ReadRow } from './row-reader.ts'
import type { RowText } from './row-text.ts'

/** What the server said about a statement; true for every schema that holds the same tables. */
export interface Description {
  parameterTypes: readonly number[]
  /** Absent for a statement that returns no rows. */
  readRow: ReadRow | undefined
  /** Present with `readRow`: the same row as JSON text. */
  writeRow?: RowText | undefined
}

/** A statement as text, ready to be prepared on any connection. */
export interface Prepared {
  readonly name: string
  readonly text: string
  /** Shared by the same statement in other schemas; filled by the first use anywhere. */
  readonly about: { description: Description | undefined }
  /** After it a lock that does not come in time is what was asked for, and says nothing of the session. */
  readonly limitsWaiting?: true
}

/** One execution of a prepared statement inside a batch. */
export interface Execution {
  readonly prepared: Prepared
  readonly parameters: readonly unknown[]
  /** Whether its rows are wanted as JSON texts. */
  readonly asText: boolean
  /** Absent for what is said by itself in any company. */
  readonly inCompany: InCompany | undefined
  /** Filled as the answer arrives. */
  rows: unknown[]
  affected: number
}

/** How several executions are said as one. */
export interface InCompany {
  readonly prepared: Prepared
  /** What this execution adds to `rows`. */
  readonly row: unknown
  readonly parametersFor: (rows: readonly unknown[]) => readonly unknown[]
}

export function execution(
  prepared: Prepared,
  parameters: readonly unknown[],
  asText = false,
  inCompany?: InCompany,
): Execution {
  return { prepared, parameters, asText, inCompany, rows: [], affected: 0 }
}

/**
 * Hands out an execution's rows and lets go of them. Executions that V8 has begun to allocate among the old objects would
 * otherwise keep dead rows alive until a full collection (20 rows, 32 at a time: 28 % of all that was allocated, and 0.4 %
 * this way).
 */
export function takeRows(execution: Execution): unknown[] {
  const { rows } = execution
  execution.rows = none
  return rows
}

const none: unknown[] = []

/** Forgets what a failed attempt was answered, before the same executions are sent again. */
export function clearAnswers(executions: readonly Execution[]): void {
  for (const execution of executions) {
    execution.rows = []
    execution.affected = 0
  }
}

/** Statements that travel together and end in one Sync: one implicit transaction unless one is open. */
export interface Batch {
  readonly executions: readonly Execution[]
  /** How many executions have completed; after a failure, the index of the one that failed. */
  completed: number
  /** Statements whose Parse travels with this batch, in order, and how many the server acknowledged. */
  parsing: Prepared[]
  parsed: number
  /** The answer to a Describe, when the batch asked for one. */
  parameterTypes: number[]
  fields: Field[] | undefined
  error: Error | undefined
  settle: (error: Error | undefined) => void
  /** Whether its statements are answered elsewhere; see `passedOver`. */
  isPassedOver: boolean
}

export function newBatch(executions: readonly Execution[]): Batch {
  return {
    executions,
    completed: 0,
    parsing: [],
    parsed: 0,
    parameterTypes: [],
    fields: undefined,
    error: undefined,
    settle: () => {},
    isPassedOver: false,
  }
}

/** What stays in the place of a batch that was sent, but is answered elsewhere: its answer is passed over. */
export function passedOver(batch: Batch): Batch {
  return { ...newBatch(batch.executions), parsing: batch.parsing, error: new Error('passed over'), isPassedOver: true }
}

/** A statement whose effect is known beforehand needs no description from the server. */
export function control(text: string): Prepared {
  return { name: text, text, about: { description: { parameterTypes: [], readRow: undefined } } }
}
