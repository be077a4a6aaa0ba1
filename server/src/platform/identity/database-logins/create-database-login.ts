import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import type { DatabaseLogin, NewDatabaseLogin } from './database-login.ts'
import { insertDatabaseLogin, makeRole } from './store.ts'

/** The login and its role are there together or not at all. It has no password yet, so an answer that is kept tells none. */
export async function createDatabaseLogin(scope: Scope, request: NewDatabaseLogin): Promise<DatabaseLogin> {
  const role = await scope.first(makeRole, request)
  const login = { ...newRow(scope), ...request, role_name: role!.role_name, password_set_at: null }
  scope.write(insertDatabaseLogin, login)
  return login
}
