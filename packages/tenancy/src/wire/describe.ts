import type { Description, Execution, Prepared } from './batch.ts'
import type { Connection } from './connection.ts'
import { DatabaseError } from './database-error.ts'

/** Descriptions being asked for, so that a burst of first uses asks once. */
const underWay = new WeakMap<Prepared['about'], Promise<void>>()

/** Learns what the server knows of statements never used before: one round trip each, once per process. */
export async function describeAll(connection: Connection, executions: readonly Execution[]): Promise<void> {
  for (const { prepared } of executions) {
    if (prepared.about.description) continue
    let asking = underWay.get(prepared.about)
    if (!asking) {
      asking = connection.describe(prepared).finally(() => underWay.delete(prepared.about))
      underWay.set(prepared.about, asking)
    }
    await asking
  }
}

export function areDescribed(executions: readonly Execution[]): boolean {
  return executions.every((execution): boolean => execution.prepared.about.description !== undefined)
}

/**
 * Whether the batch failed only because the server's prepared statement no longer fits: its tables changed under it
 * (0A000 from the plan cache) or it is gone (26000). Nothing was done then, and the same batch can be sent anew.
 */
export function isStalePreparation(error: unknown): error is DatabaseError {
  if (!(error instanceof DatabaseError)) return false
  return error.code === '26000' || (error.code === '0A000' && error.routine === 'RevalidateCachedQuery')
}

/**
 * Forgets what was prepared, so that the next use prepares it again; and what was described, unless the statement is
 * only gone, as it is in each session of a pooler that has not served it before.
 */
export function forgetAll(connection: Connection, executions: readonly Execution[], { code }: DatabaseError): void {
  for (const { prepared } of executions) {
    connection.forget(prepared)
    if (code !== '26000' && !isControl(prepared.about.description)) prepared.about.description = undefined
  }
}

function isControl(description: Description | undefined): boolean {
  return description?.readRow === undefined && description?.parameterTypes.length === 0
}
