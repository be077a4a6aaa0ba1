import { type MigrationSet, migrationSets, revert } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import { type Command, UsageError } from '../command.ts'
import { reportOutcome } from '../migration-report.ts'
import { withDatabase } from '../opened.ts'
import { migrationProgress } from '../progress-line.ts'

export const migrateDown: Command = {
  words: ['migrate', 'down'],
  summary: 'Take migrations back, the newest first, on every schema',
  description: 'What the migrations made is gone afterwards, with the rows in it. "migrate up" applies them again.',
  options: [
    { name: 'to', placeholder: 'number', description: 'The last migration to keep; 0 keeps none', isRequired: true },
    { name: 'set', placeholder: 'set', description: 'Which migrations; tenant unless given', choices: migrationSets },
  ],
  async run(call) {
    const to = Number(call.option('to'))
    if (!Number.isInteger(to) || to < 0) throw new UsageError('--to is the number of a migration, or 0.')
    const set = (call.option('set') ?? 'tenant') as MigrationSet
    const report = await withDatabase(call, ({ urls }) =>
      revert({
        ownerUrl: urls.owner,
        directories: migrationDirectories,
        set,
        to,
        onProgress: migrationProgress(call.progress),
      }),
    )
    return reportOutcome(report, 'taken back')
  },
}
