import { type MigrationStatus, migrationStatus } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import { type Command, exitCodes } from '../command.ts'
import { table } from '../help.ts'
import { heldBackInWords } from '../migration-report.ts'
import { withDatabase } from '../opened.ts'

export const migrateStatus: Command = {
  words: ['migrate', 'status'],
  summary: 'Compare the database with the migrations of this code',
  description: `Ends with exit code ${exitCodes.attention} when they differ, or when a tenant's schema was changed by hand.`,
  options: [{ name: 'quick', description: "Read the ledger alone; leave the shape of tenants' schemas out" }],
  async run(call) {
    const shapes = call.option('quick') === undefined
    const status = await withDatabase(call, ({ urls }) =>
      migrationStatus({ ownerUrl: urls.owner, directories: migrationDirectories, shapes }),
    )
    const isInOrder = status.isUpToDate && !status.drifted?.length
    return {
      data: {
        is_up_to_date: status.isUpToDate,
        tenant_schemas: status.tenantSchemas,
        files: status.files,
        lagging: status.lagging,
        drifted: status.drifted ?? null,
        held_back: status.heldBack ?? null,
        strangers: status.strangers.map(({ isUnknown, ...stranger }) => ({ ...stranger, is_unknown: isUnknown })),
      },
      text: inWords(status),
      exitCode: isInOrder ? exitCodes.done : exitCodes.attention,
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
  const drifted = (status.drifted ?? []).map(
    (schema) => `${schema} is not as its migrations made it; "stoa doctor" says what is different.`,
  )
  const heldBack = status.heldBack ? [heldBackInWords(status.heldBack)] : []
  const verdict = status.isUpToDate ? 'Everything is applied' : 'The database and this code differ'
  return [
    table(files),
    ...strangers,
    ...drifted,
    ...heldBack,
    `${verdict}; ${status.tenantSchemas} schema(s) hold tenants' rows.`,
  ].join('\n')
}
