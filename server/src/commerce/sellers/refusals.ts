import { defineRefusal } from '#platform/contract'

export const SellerProfileNotFound = defineRefusal('seller_profile.not_found', 404, 'There is no such seller profile')
export const SellerProfileNotDeleted = defineRefusal(
  'seller_profile.not_deleted',
  404,
  'There is no such deleted seller profile',
)
export const SellerProfileInUse = defineRefusal(
  'seller_profile.in_use',
  409,
  'There are products of this seller, perhaps deleted ones',
)
export const SlugTaken = defineRefusal('seller_profile.slug_taken', 409, 'Another seller profile has this slug')
export const SellerUserTaken = defineRefusal(
  'seller_profile.user_taken',
  409,
  'This user already acts for another seller profile',
)
export const SellerUserUnknown = defineRefusal(
  'seller_profile.user_unknown',
  422,
  'The user who is to act for the seller is none of this tenant',
)
export const SellerUserFixed = defineRefusal(
  'seller_profile.user_fixed',
  403,
  'Owners and admins say which user acts for the profile',
)
export const NoSellerProfile = defineRefusal('seller_profile.none_of_yours', 403, 'This user acts for no seller')
