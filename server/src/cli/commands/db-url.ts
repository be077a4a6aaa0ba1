import type { RoleKey } from '@stoa/tenancy'
import type { Command } from '../command.ts'
import { withDatabase } from '../opened.ts'

export const dbUrl: Command = {
  words: ['db', 'url'],
  summary: 'Print the URL of the database for one of its roles',
  description:
    'For example: psql "$(npm run --silent stoa -- db url --role system)". It holds a password, and goes to stdout\n' +
    'alone. The embedded PostgreSQL can be reached while a server or command is running.',
  options: [
    {
      name: 'role',
      placeholder: 'role',
      description: 'app: tenants; reader: tenants, reading only; system: platform tables; owner: everything',
      choices: ['app', 'reader', 'system', 'owner'],
      isRequired: true,
    },
  ],
  async run(call) {
    const role = call.option('role') as RoleKey
    const url = await withDatabase(call, async ({ urls }) => urls[role])
    return { data: { role, url }, text: url }
  },
}
