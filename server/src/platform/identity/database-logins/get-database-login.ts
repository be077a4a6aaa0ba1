import type { Scope } from '@stoa/tenancy'
import type { DatabaseLogin } from './database-login.ts'
import { LoginNotFound } from './refusals.ts'
import { findDatabaseLogin } from './store.ts'

export async function getDatabaseLogin(scope: Scope, id: string): Promise<DatabaseLogin> {
  const login = await scope.first(findDatabaseLogin, { id })
  if (!login) throw LoginNotFound()
  return login
}
