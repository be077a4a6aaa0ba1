import { Type } from 'typebox'
import {
  type ActingUser,
  answerList,
  Id,
  InvalidCursor,
  listOf,
  listQuery,
  memberRoute,
  oneOf,
  type Role,
  roles,
  text,
} from '#platform/contract'
import { getUser } from './get-user.ts'
import type { Governor } from './hierarchy.ts'
import { inviteUser } from './invite-user.ts'
import { LastOwner, OwnStanding, RoleBeyondYours, UserBeyondYours, UserExists, UserNotFound } from './refusals.ts'
import { removeUser } from './remove-user.ts'
import { userList } from './store.ts'
import { updateUser } from './update-user.ts'
import { NewUser, User, UserFields, UserPatch } from './user.ts'

const tag = 'Users'
const params = Type.Object({ id: Id })

export const userRoutes = [
  memberRoute({
    operation: 'users.list',
    method: 'GET',
    path: '/users',
    tag,
    summary: 'List users',
    query: listQuery(userList, {
      role: Type.Optional(oneOf(roles)),
      status: Type.Optional(UserFields.properties.status),
      q: Type.Optional(text(120, { examples: ['ada'] })),
    }),
    answer: listOf(User),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, userList, query),
  }),
  memberRoute({
    operation: 'users.get',
    method: 'GET',
    path: '/users/:id',
    tag,
    summary: 'Get a user',
    params,
    answer: User,
    refuses: [UserNotFound],
    handle: ({ scope, params }) => getUser(scope, params.id),
  }),
  memberRoute({
    operation: 'users.create',
    method: 'POST',
    path: '/users',
    tag,
    summary: 'Make somebody a user',
    description:
      'They log in by a code sent to the address. Owners and admins give their own role and those below it, operators ' +
      'give `viewer` and `check_in_controller`.',
    body: NewUser,
    status: 201,
    answer: User,
    isForImpersonators: false,
    location: (user: User) => `/users/${user.id}`,
    refuses: [UserExists, RoleBeyondYours],
    handle: ({ scope, user, role, body }) => inviteUser(scope, governor(user, role), body),
  }),
  memberRoute({
    operation: 'users.update',
    method: 'PATCH',
    path: '/users/:id',
    tag,
    summary: 'Change a user',
    description: 'JSON merge patch. A new role or status takes effect everywhere in under a second.',
    params,
    body: UserPatch,
    answer: User,
    isForImpersonators: false,
    versioned: true,
    refuses: [UserNotFound, OwnStanding, UserBeyondYours, RoleBeyondYours, LastOwner],
    handle: ({ scope, user, role, params, body, expectedVersion }) =>
      updateUser(scope, governor(user, role), params.id, body, expectedVersion),
  }),
  memberRoute({
    operation: 'users.delete',
    method: 'DELETE',
    path: '/users/:id',
    tag,
    summary: 'Remove a user',
    description: 'Their access ends everywhere in under a second. Invited again, they are the same user.',
    params,
    status: 204,
    isForImpersonators: false,
    versioned: true,
    refuses: [UserNotFound, OwnStanding, UserBeyondYours, LastOwner],
    handle: ({ scope, user, role, params, expectedVersion }) =>
      removeUser(scope, governor(user, role), params.id, expectedVersion),
  }),
]

function governor(user: ActingUser, role: Role): Governor {
  return { id: user.id, role }
}
