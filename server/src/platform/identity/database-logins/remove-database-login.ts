import type { Scope } from '@stoa/tenancy'
import { LoginNotFound } from './refusals.ts'
import { deleteDatabaseLogin, dropRole, lockDatabaseLogin } from './store.ts'

/** The role goes, and what it had open ends. */
export async function removeDatabaseLogin(scope: Scope, id: string): Promise<void> {
  const login = await scope.first(lockDatabaseLogin, { id })
  if (!login) throw LoginNotFound()
  scope.write(dropRole, login)
  scope.write(deleteDatabaseLogin, { id })
}
