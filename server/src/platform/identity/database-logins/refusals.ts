import { defineRefusal } from '#platform/contract'

export const LoginNotFound = defineRefusal('database_login.not_found', 404, 'There is no such database login')
export const LoginNameTaken = defineRefusal('database_login.name_taken', 409, 'A database login has this name already')
export const TooManyLogins = defineRefusal('database_login.too_many', 409, 'A tenant has at most 10 database logins')
export const LoginsUnavailable = defineRefusal(
  'database_login.unavailable',
  503,
  'This database server lets nobody make logins; the operator of the platform can tell why',
)
