import { bindingKeyFrom, installBindingKey, migrate } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import type { Command } from '../command.ts'
import { reportOutcome } from '../migration-report.ts'
import { withDatabase } from '../opened.ts'
import { migrationProgress } from '../progress-line.ts'

export const migrateUp: Command = {
  words: ['migrate', 'up'],
  summary: 'Apply every migration that is missing, to every schema',
  description:
    'Platform and shared tables come first; a failure there ends the run before any tenant was touched.\n' +
    'A tenant that fails is reported and holds up no other; the next run tries it again.',
  async run(call) {
    const report = await withDatabase(call, async ({ urls }) => {
      const done = await migrate({
        ownerUrl: urls.owner,
        directories: migrationDirectories,
        onProgress: migrationProgress(call.progress),
      })
      await installBindingKey(urls.owner, bindingKeyFrom(call.config.secretKey))
      return done
    })
    return reportOutcome(report, 'applied')
  },
}
