import type { Scope } from '@stoa/tenancy'
import { normalEmail } from '../email.ts'
import { announceInTenant, writeNotice } from '../tokens/notices.ts'
import { type Governor, objectionToGrant } from './hierarchy.ts'
import { refuseWhen, UserExists } from './refusals.ts'
import { insertMembership, personFor } from './store.ts'
import type { NewUser, User } from './user.ts'

/** Makes somebody a user of the tenant, whether or not the platform knows them already: the answer is the same. */
export async function inviteUser(scope: Scope, actor: Governor, request: NewUser): Promise<User> {
  refuseWhen(objectionToGrant(actor, request.role))
  const { name, role, metadata = {} } = request
  const email = normalEmail(request.email)
  const { id } = (await scope.first(personFor, { email, name, now: scope.now }))!
  const by = scope.actor.id ?? null
  const provenance = { created_at: scope.now, created_by: by, updated_at: scope.now, updated_by: by }
  const user: User = { id, email, name, role, status: 'active', metadata, version: 1, ...provenance }
  const made = await scope.first(insertMembership, { ...user, user_id: id, deleted_at: null, deleted_by: null })
  if (!made) throw UserExists()
  scope.write(announceInTenant, writeNotice('user', id))
  return { ...user, version: made.version }
}
