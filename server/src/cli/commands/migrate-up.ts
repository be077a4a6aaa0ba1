import { bindingKeyFrom, installBindingKey, migrate } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import { type Call, type Command, UsageError } from '../command.ts'
import { reportOutcome } from '../migration-report.ts'
import { withDatabase } from '../opened.ts'
import { migrationProgress } from '../progress-line.ts'

export const migrateUp: Command = {
  words: ['migrate', 'up'],
  summary: 'Apply every migration that is missing, to every schema',
  description:
    'Platform and shared tables come first; a failure there ends the run before any tenant was touched.\n' +
    "Then one tenant's schema, and when that is well ever larger waves. A tenant that fails is reported and holds up no\n" +
    'other, until too many fail in one wave; the next run tries it again. A contract waits for whoever still needs what\n' +
    'it takes away. docs/guides/migrations.md says more.',
  options: [
    { name: 'canary', placeholder: 'slug', description: 'The tenant that goes first, and without which no other goes' },
    {
      name: 'only',
      placeholder: 'slug',
      description: "A tenant to bring up; no other's schema is",
      isRepeatable: true,
    },
    {
      name: 'max-failures',
      placeholder: 'number',
      description: 'Failures a wave may have; a tenth of it unless given',
    },
    { name: 'connections', placeholder: 'number', description: 'Schemas worked on at the same time; 4 unless given' },
  ],
  async run(call) {
    const canary = call.option('canary')
    const only = call.optionList('only')
    const failureLimit = numberOf(call, 'max-failures', 0)
    const connections = numberOf(call, 'connections', 1)
    const report = await withDatabase(call, async ({ urls }) => {
      const done = await migrate({
        ownerUrl: urls.owner,
        directories: migrationDirectories,
        ...(canary !== undefined && { canary }),
        ...(only.length > 0 && { only }),
        ...(failureLimit !== undefined && { failureLimit }),
        ...(connections !== undefined && { connections }),
        onProgress: migrationProgress(call.progress),
      })
      await installBindingKey(urls.owner, bindingKeyFrom(call.config.secretKey))
      return done
    })
    return reportOutcome(report, 'applied')
  },
}

function numberOf(call: Call, name: string, least: number): number | undefined {
  const given = call.option(name)
  if (given === undefined) return undefined
  const number = Number(given)
  if (!Number.isInteger(number) || number < least) throw new UsageError(`--${name} is a number, ${least} or more.`)
  return number
}
