import type { Scope } from '@stoa/tenancy'
import { UserNotFound } from './refusals.ts'
import { findUser } from './store.ts'
import type { User } from './user.ts'

export async function getUser(scope: Scope, id: string): Promise<User> {
  const user = await scope.first(findUser, { id })
  if (!user) throw UserNotFound()
  return user
}
