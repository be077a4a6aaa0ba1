import { defineRefusal } from '#platform/contract'

export const ImpersonationNotFound = defineRefusal(
  'impersonation.not_found',
  404,
  'There is no such impersonation, or it is over',
)
export const NotImpersonated = defineRefusal(
  'impersonation.not_a_member',
  409,
  'There is no such active user in this tenant',
)
export const SuperadminNotImpersonated = defineRefusal(
  'impersonation.superadmin',
  403,
  'Nobody acts as an operator of the platform',
)
