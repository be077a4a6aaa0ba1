import { type PasswordOrder, tenantPlaceholder } from '@stoa/tenancy'
import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { DatabaseLogin } from './database-login.ts'
import { LoginNameTaken, LoginsUnavailable, TooManyLogins } from './refusals.ts'

const columns = columnsOf(DatabaseLogin)

export const databaseLoginList = defineList(
  statement,
  'database_logins.list',
  { sorts: ['created_at', 'name'], filters: [] },
  (db) => db.selectFrom('core.database_logins'),
  (logins) => logins.select(columns).$castTo<DatabaseLogin>(),
)

export const findDatabaseLogin = statement('database_logins.find', (db, p: { id: string }) =>
  db.selectFrom('core.database_logins').select(columns).$castTo<DatabaseLogin>().where('id', '=', p.id),
)

/** Holds the row until the work ends. */
export const lockDatabaseLogin = statement('database_logins.lock', (db, p: { id: string }) =>
  db.selectFrom('core.database_logins').select(columns).$castTo<DatabaseLogin>().where('id', '=', p.id).forUpdate(),
)

/** The database role, which opens nothing until it has a password. */
export const makeRole = statement(
  'database_logins.make_role',
  (_, p: Pick<DatabaseLogin, 'access'>) =>
    sql<{ role_name: string }>`select tenancy.create_login(${tenantPlaceholder}, ${p.access}) as role_name`,
  { refuses: { logins_unavailable: LoginsUnavailable, logins_limit: TooManyLogins } },
)

export const setRolePassword = statement(
  'database_logins.set_role_password',
  (_, p: PasswordOrder & Pick<DatabaseLogin, 'role_name'>) =>
    sql`select tenancy.set_login_password(
      ${tenantPlaceholder}, ${p.role_name}, ${p.verifier}, ${p.expires}, ${p.key_id}, ${p.mac}
    )`,
)

export const dropRole = statement(
  'database_logins.drop_role',
  (_, p: Pick<DatabaseLogin, 'role_name'>) => sql`select tenancy.drop_login(${tenantPlaceholder}, ${p.role_name})`,
)

export const insertDatabaseLogin = statement(
  'database_logins.insert',
  (db, p: DatabaseLogin) => db.insertInto('core.database_logins').values(assign(columns, p)),
  { refuses: { database_logins_name_key: LoginNameTaken } },
)

export const replaceDatabaseLogin = statement('database_logins.replace', (db, p: DatabaseLogin) =>
  db
    .updateTable('core.database_logins')
    .set(assign(['password_set_at', 'version', 'updated_at', 'updated_by'], p))
    .where('id', '=', p.id),
)

export const deleteDatabaseLogin = statement('database_logins.delete', (db, p: { id: string }) =>
  db.deleteFrom('core.database_logins').where('id', '=', p.id),
)
