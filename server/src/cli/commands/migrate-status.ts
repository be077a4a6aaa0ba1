import { type MigrationStatus, migrationStatus } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import { type Command, exitCodes } from '../command.ts'
import { table } from '../help.ts'
import { withDatabase } from '../opened.ts'

export const migrateStatus: Command = {
  words: ['migrate', 'status'],
  summary: 'Compare the database with the migrations of this code',
  description: `Ends with exit code ${exitCodes.attention} when they differ.`,
  async run(call) {
    const status = await withDatabase(call, ({ urls }) =>
      migrationStatus({ ownerUrl: urls.owner, directories: migrationDirectories }),
    )
    return {
      data: {
        is_up_to_date: status.isUpToDate,
        tenant_schemas: status.tenantSchemas,
        files: status.files,
        lagging: status.lagging,
        strangers: status.strangers.map(({ isUnknown, ...stranger }) => ({ ...stranger, is_unknown: isUnknown })),
      },
      text: inWords(status),
      exitCode: status.isUpToDate ? exitCodes.done : exitCodes.attention,
    }
  },
}

function inWords(status: MigrationStatus): string {
  const files = status.files.map(({ set, file, missing_in }) => [
    set,
    file,
    missing_in === 0 ? 'applied' : `missing in ${missing_in} schema(s)`,
  ])
  const strangers = status.strangers.map(
    ({ set, version, name, isUnknown }) =>
      `The ${set} migration ${version} ${name} ${isUnknown ? 'is unknown to this code' : 'was changed after it was applied'}.`,
  )
  const verdict = status.isUpToDate ? 'Everything is applied' : 'The database and this code differ'
  return [table(files), ...strangers, `${verdict}; ${status.tenantSchemas} schema(s) hold tenants' rows.`].join('\n')
}
