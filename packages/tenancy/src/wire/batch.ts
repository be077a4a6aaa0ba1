import type { Field, ReadRow } from './row-reader.ts'

/** What the server said about a statement; true for every schema that holds the same tables. */
export interface Description {
  parameterTypes: readonly number[]
  /** Absent for a statement that returns no rows. */
  readRow: ReadRow | undefined
}

/** A statement as text, ready to be prepared on any connection. */
export interface Prepared {
  readonly name: string
  readonly text: string
  /** Shared by the same statement in other schemas; filled by the first use anywhere. */
  readonly about: { description: Description | undefined }
}

/** One execution of a prepared statement inside a batch. */
export interface Execution {
  readonly prepared: Prepared
  readonly parameters: readonly unknown[]
  /** Filled as the answer arrives. */
  rows: unknown[]
  affected: number
}

export function execution(prepared: Prepared, parameters: readonly unknown[]): Execution {
  return { prepared, parameters, rows: [], affected: 0 }
}

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
  }
}

/** A statement whose effect is known beforehand needs no description from the server. */
export function control(text: string): Prepared {
  return { name: text, text, about: { description: { parameterTypes: [], readRow: undefined } } }
}
