import type { MigrationReport } from '@stoa/tenancy'
import { exitCodes, type Outcome } from './command.ts'

/** What a run of migrations has to say. */
export function reportOutcome(report: MigrationReport, verb: string): Outcome {
  const { applied, schemas, durationMs, heldBack, stopped } = report
  const failures = report.failures.map(({ schema, file, message, code }) => ({ schema, file, message, code }))
  const isDone = failures.length === 0 && !heldBack && !stopped
  return {
    data: {
      applied,
      schemas,
      duration_ms: durationMs,
      failures,
      held_back: heldBack ?? null,
      stopped: stopped ?? null,
    },
    text: [
      applied === 0 && isDone
        ? 'Nothing to do.'
        : `${applied} migration(s) ${verb} on ${schemas} schema(s) in ${(durationMs / 1000).toFixed(1)} s.`,
      ...failures.map(({ schema, file, code, message }) => `Failed: ${schema}, ${file}: ${code ?? ''} ${message}`),
      ...(stopped ? [`Stopped: ${stopped.reason}. ${stopped.untouched} schema(s) were left as they are.`] : []),
      ...(heldBack ? [heldBackInWords(heldBack)] : []),
    ].join('\n'),
    exitCode: isDone ? exitCodes.done : exitCodes.attention,
  }
}

export function heldBackInWords({ file, by }: NonNullable<MigrationReport['heldBack']>): string {
  return [`Held back: ${file}. What it takes away is still needed by`, ...by.map((holder) => `  ${holder}`)].join('\n')
}
