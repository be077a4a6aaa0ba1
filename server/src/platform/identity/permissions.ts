import type { Permissions } from '#platform/access'

const readings = ['users.list', 'users.get']

/** Who reaches the users of a tenant; whom they may make or remove there, `users/hierarchy.ts` says. */
export const permissions: Permissions = {
  owner: ['users.*'],
  admin: ['users.*'],
  operator: ['users.*'],
  viewer: readings,
  check_in_controller: [],
  seller: [],
}
