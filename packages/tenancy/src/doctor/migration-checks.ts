import type { Client } from 'pg'
import { homeSchemas, type MigrationDirectories, type MigrationSet, readMigrations } from '../migrate/migration-file.ts'
import { type Lagging, takeSurvey } from '../migrate/survey.ts'
import type { Finding } from './check.ts'

/** Whether code and database fit together. A tenant's own schema that stayed behind concerns that tenant only. */
export async function findMigrationFaults(client: Client, directories: MigrationDirectories): Promise<Finding[]> {
  const survey = await takeSurvey(client, await readMigrations(directories))
  const strangers = survey.strangers.map(
    (stranger): Finding => ({
      code: stranger.isUnknown ? 'migration_unknown' : 'migration_changed',
      severity: 'fatal',
      subject: `${stranger.set} ${stranger.version} ${stranger.name}`,
      explanation: stranger.isUnknown
        ? 'The database was migrated by a newer version of the code.'
        : 'The file is not the one that was applied, so nobody knows what the tables look like.',
      mend: stranger.isUnknown ? 'run the newer version' : 'restore the file, and make the change in a new migration',
    }),
  )
  return [...strangers, ...survey.lagging.map(lagFinding)]
}

function lagFinding({ set, schema, versions }: Lagging): Finding {
  return {
    code: 'migration_missing',
    severity: isHome(set, schema) ? 'fatal' : 'warning',
    subject: `${schema} lacks ${set} ${versions.join(', ')}`,
    explanation: 'The code expects tables as they are after this migration.',
    mend: 'stoa migrate up',
  }
}

function isHome(set: MigrationSet, schema: string): boolean {
  return homeSchemas[set] === schema
}
