import { createMigrationFile } from '@stoa/tenancy'
import { migrationDirectories } from '#platform/database'
import type { Command } from '../command.ts'

export const migrateCreate: Command = {
  words: ['migrate', 'create'],
  summary: 'Write the next migration file',
  description:
    'A tenant migration names its tables :"schema".table; it runs on the shared schema and on every tenant\'s own.',
  arguments: ['name'],
  options: [
    {
      name: 'set',
      placeholder: 'set',
      description: 'tenant tables, or core tables of the platform; tenant unless given',
      choices: ['core', 'tenant'],
    },
  ],
  async run(call) {
    const set = (call.option('set') ?? 'tenant') as 'core' | 'tenant'
    const path = await createMigrationFile(migrationDirectories[set], call.argument('name'))
    return { data: { path }, text: path }
  },
}
