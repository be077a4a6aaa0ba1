import { bindingKeyFrom, doctor, type Finding } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import { withRemedy } from '../../database.ts'
import { type Command, exitCodes } from '../command.ts'
import { withDatabaseAsFound } from '../opened.ts'

export const doctorCommand: Command = {
  words: ['doctor'],
  summary: 'Find what would let tenants see each other, or stop the server',
  description: `Reads catalogues only. Ends with exit code ${exitCodes.attention} when a finding is fatal.`,
  async run(call) {
    const bindingKey = bindingKeyFrom(call.config.secretKey)
    // As found: what is mended before it is looked at is never found.
    const findings = await withDatabaseAsFound(call, (database) =>
      withRemedy(database, () => doctor({ urls: database.urls, directories: migrationDirectories, bindingKey })),
    )
    const isFatal = findings.some(({ severity }) => severity === 'fatal')
    return {
      data: { findings },
      text: findings.length === 0 ? 'Nothing is wrong.' : findings.map(inWords).join('\n\n'),
      exitCode: isFatal ? exitCodes.attention : exitCodes.done,
    }
  },
}

function inWords({ code, severity, subject, explanation, mend }: Finding): string {
  return `${severity}  ${code}: ${subject}\n  ${explanation}\n  Mend: ${mend}`
}
