import type { Scope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import type { OpenedDatabaseLogin } from './database-login.ts'
import type { LoginDesk } from './login-desk.ts'
import { LoginNotFound, LoginsUnavailable } from './refusals.ts'
import { lockDatabaseLogin, replaceDatabaseLogin, setRolePassword } from './store.ts'

/** Gives the login a new password, its first one as well. What was open with the old one ends. */
export async function rotatePassword(
  scope: Scope,
  desk: LoginDesk | undefined,
  id: string,
): Promise<OpenedDatabaseLogin> {
  if (!desk) throw LoginsUnavailable()
  const login = await scope.first(lockDatabaseLogin, { id })
  if (!login) throw LoginNotFound()
  const { order, password, url } = desk.open(scope.tenant.id, login.role_name)
  const next = { ...login, ...changedRow(scope, login), password_set_at: scope.now }
  scope.write(setRolePassword, { ...order, role_name: login.role_name })
  scope.write(replaceDatabaseLogin, next)
  return { ...next, password, url }
}
