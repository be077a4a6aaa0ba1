import type { Scope } from '@stoa/tenancy'
import { normalEmail } from '../email.ts'
import { announceInTenant, writeNotice } from '../tokens/notices.ts'
import { type Governor, objectionToGrant } from './hierarchy.ts'
import { refuseWhen, UserExists } from './refusals.ts'
import { addMember } from './store.ts'
import type { NewUser, User } from './user.ts'

/** Makes somebody a user of the tenant, whether or not the platform knows them already: the answer is the same. */
export async function inviteUser(scope: Scope, actor: Governor, request: NewUser): Promise<User> {
  refuseWhen(objectionToGrant(actor, request.role))
  const { name, role, metadata = {} } = request
  const email = normalEmail(request.email)
  const by = scope.actor.id ?? null
  const made = await scope.first(addMember, { email, name, role, metadata, now: scope.now, by })
  if (!made) throw UserExists()
  scope.write(announceInTenant, writeNotice('user', made.id))
  const provenance = { created_at: scope.now, created_by: by, updated_at: scope.now, updated_by: by }
  return { ...made, email, name, role, status: 'active', metadata, ...provenance }
}
