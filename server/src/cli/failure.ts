import { MigrationFailed, MigrationRefused, Refusal } from '@stoa/tenancy'
import { ConfigError } from '../env-reader.ts'
import { exitCodes, UsageError } from './command.ts'

export interface Failure {
  code: string
  message: string
  exitCode: number
}

/** What went wrong, in the words of whoever knows; a fault of our own keeps its trace. */
export function describeFailure(error: unknown): Failure {
  const exitCode = exitCodes.failed
  if (error instanceof UsageError) return { code: 'usage', message: error.message, exitCode: exitCodes.usage }
  if (error instanceof ConfigError) return { code: 'config', message: error.message, exitCode: exitCodes.usage }
  if (error instanceof Refusal) return { code: error.code, message: error.detail ?? `${error.title}.`, exitCode }
  if (error instanceof MigrationRefused) return { code: `migration.${error.reason}`, message: error.message, exitCode }
  if (error instanceof MigrationFailed) {
    return { code: 'migration.failed', message: `${error.file} failed on ${error.schema}: ${error.message}`, exitCode }
  }
  const { code, message, stack, cause } = error as { code?: string; message: string; stack?: string; cause?: unknown }
  if (code === '3F000' || code === '42P01') {
    return { code: 'migration.missing', message: `${message}. Run "stoa migrate up" first.`, exitCode }
  }
  // An error with a cause was put into words for people by whoever met it.
  if (cause !== undefined) return { code: (cause as { code?: string }).code ?? 'failed', message, exitCode }
  return { code: code ?? 'internal', message: stack ?? message, exitCode }
}
