import { bindingKeyFrom, doctor, type Finding } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import { withRemedy } from '../../database.ts'
import { type Command, exitCodes } from '../command.ts'
import { withDatabaseAsFound } from '../opened.ts'

export const doctorCommand: Command = {
  words: ['doctor'],
  summary: 'Find what would let tenants see each other, or stop the server',
  description:
    'Only reads. Every kind of fault and its mend is in docs/doctor.md. ' +
    `Ends with exit code ${exitCodes.attention} when a finding is fatal or an error.`,
  options: [{ name: 'deep', description: 'look into every table for rows whose tenant is not there' }],
  async run(call) {
    const { secretKey: secret, hasPreparedStatements, poolerUrl } = call.config
    // As found: what is mended before it is looked at is never found.
    const findings = await withDatabaseAsFound(call, (database) =>
      withRemedy(database, () =>
        doctor({
          urls: database.servingUrls,
          directories: migrationDirectories,
          bindingKey: bindingKeyFrom(secret),
          secret,
          // Through a pooler the kernel prepares them so that it does not matter which session serves.
          prepare: hasPreparedStatements && poolerUrl === undefined,
          ...(call.option('deep') !== undefined && { adminUrl: database.adminUrl }),
        }),
      ),
    )
    const isFaulty = findings.some(({ severity }) => severity !== 'warning')
    return {
      data: { findings },
      text: [...findings.map(inWords), summaryOf(findings)].join('\n\n'),
      exitCode: isFaulty ? exitCodes.attention : exitCodes.done,
    }
  },
}

function inWords({ code, severity, subject, detail, explanation, mend, sql }: Finding): string {
  const lines = [`${severity}  ${code}: ${subject}`, detail, explanation, `Mend: ${mend}`, sql && `${sql};`]
  return lines.filter(Boolean).join('\n  ')
}

function summaryOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing is wrong.'
  const counts = Map.groupBy(findings, ({ severity }) => severity)
  return `${[...counts].map(([severity, { length }]) => `${length} ${severity}`).join(', ')}.`
}
