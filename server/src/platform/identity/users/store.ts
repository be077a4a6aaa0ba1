import { tenantPlaceholder } from '@stoa/tenancy'
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import { defineList, type Role } from '#platform/contract'
import { assign, columnsOf, statement, type TenantTables } from '#platform/database'
import { User, UserFields } from './user.ts'

type Memberships = SelectQueryBuilder<TenantTables, 'core.memberships', object>

/** The tenant's users: row security shows of people only who is one of them. */
function usersOf(db: Kysely<TenantTables>) {
  return db
    .selectFrom('core.memberships as membership')
    .innerJoin('core.users as person', 'person.id', 'membership.user_id')
    .select(['membership.user_id as id', 'person.email'])
    .select([
      'membership.name',
      'membership.role',
      'membership.status',
      'membership.metadata',
      'membership.version',
      'membership.created_at',
      'membership.created_by',
      'membership.updated_at',
      'membership.updated_by',
    ])
    .where('membership.deleted_at', 'is', null)
    .$castTo<User>()
}

export const userList = defineList(
  statement,
  'users.list',
  { sorts: ['created_at', 'name', 'email'], filters: ['role', 'status', 'q'] },
  (db, filter, has) => {
    // A subquery, so that a column's name says one thing; a membership's columns are what is filtered by.
    let users = db.selectFrom(usersOf(db).as('found')) as unknown as Memberships
    if (has('role')) users = users.where('role', '=', filter.role)
    if (has('status')) users = users.where('status', '=', filter.status)
    if (has('q')) {
      users = users.where(
        sql<boolean>`(strpos(lower(name), lower(${filter.q})) > 0 or strpos(email, lower(${filter.q})) > 0)`,
      )
    }
    return users
  },
  (users) => users.select(columnsOf(User) as never).$castTo<User>(),
)

export const findUser = statement('users.find', (db, p: { id: string }) =>
  usersOf(db).where('membership.user_id', '=', p.id),
)

/** Holds the membership until the work ends; what `findUser` reads after it is what will be changed. */
export const lockUser = statement('users.lock', (db, p: { id: string }) =>
  db
    .selectFrom('core.memberships')
    .select('user_id')
    .where('user_id', '=', p.id)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate(),
)

/**
 * Holds every working owner until the work ends, in one order, so that two works that each take one away come one
 * after the other and the second sees what the first left.
 */
export const lockOwners = statement('users.lock_owners', (db, _: Record<never, never>) =>
  db
    .selectFrom('core.memberships')
    .select('user_id')
    .where('role', '=', 'owner')
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null)
    .orderBy('user_id')
    .forNoKeyUpdate(),
)

export interface NewMember {
  email: string
  name: string
  role: Role
  metadata: Record<string, unknown>
  now: string
  by: string | null
}

/**
 * Makes the person of an address a member, or brings a removed one back as new. Nothing tells whether the platform knew
 * them; nothing comes back when they are a member already.
 */
export const addMember = statement('users.add', (_, p: NewMember) => {
  return sql<{ id: string; version: number }>`
    select person as id, member_version as version
    from core.add_member(${tenantPlaceholder}, ${p.email}, ${p.name}, ${p.role}, ${p.metadata}, ${p.now}, ${p.by})`
})

export const replaceUser = statement('users.replace', (db, p: User) =>
  db
    .updateTable('core.memberships')
    .set(assign([...columnsOf(UserFields), 'version', 'updated_at', 'updated_by'], p))
    .where('user_id', '=', p.id),
)

export const deleteUser = statement(
  'users.delete',
  (
    db,
    p: Pick<User, 'id' | 'version' | 'updated_at' | 'updated_by'> & { deleted_at: string; deleted_by: string | null },
  ) =>
    db
      .updateTable('core.memberships')
      .set(assign(['deleted_at', 'deleted_by', 'version', 'updated_at', 'updated_by'], p))
      .where('user_id', '=', p.id),
)
