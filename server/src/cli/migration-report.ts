import type { MigrationReport } from '@stoa/tenancy'
import { exitCodes, type Outcome } from './command.ts'

/** What a run of migrations has to say. */
export function reportOutcome(report: MigrationReport, verb: string): Outcome {
  const { applied, schemas, durationMs } = report
  const failures = report.failures.map(({ schema, file, message, code }) => ({ schema, file, message, code }))
  const summary =
    applied === 0 && failures.length === 0
      ? 'Nothing to do.'
      : `${applied} migration(s) ${verb} on ${schemas} schema(s) in ${(durationMs / 1000).toFixed(1)} s.`
  return {
    data: { applied, schemas, duration_ms: durationMs, failures },
    text: [summary, ...failures.map(({ schema, file, message }) => `Failed: ${schema}, ${file}: ${message}`)].join(
      '\n',
    ),
    exitCode: failures.length > 0 ? exitCodes.attention : exitCodes.done,
  }
}
