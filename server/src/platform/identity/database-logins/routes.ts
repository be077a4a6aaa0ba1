import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, memberRoute } from '#platform/contract'
import { createDatabaseLogin } from './create-database-login.ts'
import { DatabaseLogin, NewDatabaseLogin, OpenedDatabaseLogin } from './database-login.ts'
import { getDatabaseLogin } from './get-database-login.ts'
import type { LoginDesk } from './login-desk.ts'
import { LoginNameTaken, LoginNotFound, LoginsUnavailable, TooManyLogins } from './refusals.ts'
import { removeDatabaseLogin } from './remove-database-login.ts'
import { rotatePassword } from './rotate-password.ts'
import { databaseLoginList } from './store.ts'

const tag = 'Database logins'
const params = Type.Object({ id: Id })

/** @param desk absent where nothing is served: the routes are the same */
export function databaseLoginRoutes(desk?: LoginDesk) {
  return [
    memberRoute({
      operation: 'database_logins.list',
      method: 'GET',
      path: '/database-logins',
      tag,
      summary: 'List database logins',
      query: listQuery(databaseLoginList, {}),
      answer: listOf(DatabaseLogin),
      refuses: [InvalidCursor],
      handle: ({ scope, query }) => answerList(scope, databaseLoginList, query),
    }),
    memberRoute({
      operation: 'database_logins.get',
      method: 'GET',
      path: '/database-logins/:id',
      tag,
      summary: 'Get a database login',
      params,
      answer: DatabaseLogin,
      refuses: [LoginNotFound],
      handle: ({ scope, params }) => getDatabaseLogin(scope, params.id),
    }),
    memberRoute({
      operation: 'database_logins.create',
      method: 'POST',
      path: '/database-logins',
      tag,
      summary: 'Create a database login',
      description:
        'A PostgreSQL user of the tenant, for tools such as psql and Metabase: it sees the tenant’s business tables and ' +
        'nothing else. It opens nothing until it is given a password.',
      body: NewDatabaseLogin,
      status: 201,
      answer: DatabaseLogin,
      isForImpersonators: false,
      location: (login: DatabaseLogin) => `/database-logins/${login.id}`,
      refuses: [LoginNameTaken, TooManyLogins, LoginsUnavailable],
      handle: ({ scope, body }) => createDatabaseLogin(scope, body),
    }),
    memberRoute({
      operation: 'database_logins.rotate',
      method: 'PUT',
      path: '/database-logins/:id/password',
      tag,
      summary: 'Give a database login a new password',
      description:
        'The first one, or one in place of the last; what was open with that ends. The answer shows it this once: it is kept ' +
        'nowhere, so when the answer is lost the call is made again.',
      params,
      answer: OpenedDatabaseLogin,
      isShownOnce: true,
      refuses: [LoginNotFound, LoginsUnavailable],
      handle: ({ scope, params }) => rotatePassword(scope, desk, params.id),
    }),
    memberRoute({
      operation: 'database_logins.delete',
      method: 'DELETE',
      path: '/database-logins/:id',
      tag,
      summary: 'Delete a database login',
      description: 'What it had open ends.',
      params,
      status: 204,
      isForImpersonators: false,
      refuses: [LoginNotFound],
      handle: ({ scope, params }) => removeDatabaseLogin(scope, params.id),
    }),
  ]
}
