import type { Room } from '#platform/access'
import type { LoginDesk } from './login-desk.ts'
import { databaseLoginRoutes } from './routes.ts'

export { createLoginDesk, type LoginDesk } from './login-desk.ts'
export { LoginKeeper } from './login-keeper.ts'

/** The database logins of a tenant; `desk` gives them passwords. */
export function databaseLogins(desk?: LoginDesk) {
  return {
    routes: databaseLoginRoutes(desk),
    permissions: { owner: ['database_logins.*'], admin: ['database_logins.*'] },
  } satisfies Room
}
