import type { Role } from '#platform/contract'

/** Who may give which role: their rank and below; an operator only those who look and those at the door. */
export const grantable: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'admin', 'operator', 'viewer', 'check_in_controller', 'seller'],
  admin: ['admin', 'operator', 'viewer', 'check_in_controller', 'seller'],
  operator: ['viewer', 'check_in_controller'],
  viewer: [],
  check_in_controller: [],
  seller: [],
}

/** Whose users each role may change and remove: whom they may make, but an admin no other admin. */
export const governable: Readonly<Record<Role, readonly Role[]>> = {
  ...grantable,
  admin: ['operator', 'viewer', 'check_in_controller', 'seller'],
}

/** The user who acts, with the role they act in; a superadmin acts as an owner. */
export interface Governor {
  id: string
  role: Role
}

/** A user as far as the rules look. */
export interface Governed {
  id: string
  role: Role
  status: 'active' | 'disabled'
}

/** Why something is not allowed; undefined when it is. */
export type Objection = 'role_beyond_yours' | 'user_beyond_yours' | 'own_standing'

export function objectionToGrant(actor: Governor, role: Role): Objection | undefined {
  return grantable[actor.role].includes(role) ? undefined : 'role_beyond_yours'
}

export function objectionToRemoval(actor: Governor, user: Governed): Objection | undefined {
  if (user.id === actor.id) return 'own_standing'
  return governable[actor.role].includes(user.role) ? undefined : 'user_beyond_yours'
}

/** Anybody who may change users may change their own name, but neither their own role nor their own status. */
export function objectionToChange(actor: Governor, user: Governed, next: Governed): Objection | undefined {
  const isStandingChanged = next.role !== user.role || next.status !== user.status
  if (user.id === actor.id) return isStandingChanged ? 'own_standing' : undefined
  const objection = objectionToRemoval(actor, user)
  if (objection) return objection
  return next.role === user.role ? undefined : objectionToGrant(actor, next.role)
}

/** Whether the change takes a working owner away, of whom one must stay. `next` is undefined for a removal. */
export function losesOwner(user: Governed, next: Governed | undefined): boolean {
  return isWorkingOwner(user) && !(next && isWorkingOwner(next))
}

function isWorkingOwner(user: Governed): boolean {
  return user.role === 'owner' && user.status === 'active'
}
