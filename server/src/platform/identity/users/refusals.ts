import { defineRefusal, type RefusalType } from '#platform/contract'
import type { Objection } from './hierarchy.ts'

export const UserNotFound = defineRefusal('user.not_found', 404, 'There is no such user')
export const UserExists = defineRefusal('user.exists', 409, 'The tenant has a user with this address already')
export const RoleBeyondYours = defineRefusal('user.role_beyond_yours', 403, 'Your role cannot give this role')
export const UserBeyondYours = defineRefusal(
  'user.beyond_yours',
  403,
  'Your role can neither change nor remove a user of this role',
)
export const OwnStanding = defineRefusal(
  'user.own_standing',
  403,
  'Nobody removes themselves or changes their own role or status',
)
export const LastOwner = defineRefusal('user.last_owner', 409, 'A tenant keeps at least one active owner')

const meanings: Readonly<Record<Objection, RefusalType>> = {
  role_beyond_yours: RoleBeyondYours,
  user_beyond_yours: UserBeyondYours,
  own_standing: OwnStanding,
}

export function refuseWhen(objection: Objection | undefined): void {
  if (objection) throw meanings[objection]()
}
