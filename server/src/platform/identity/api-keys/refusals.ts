import { defineRefusal } from '#platform/contract'

export const KeyInvalid = defineRefusal('api_key.invalid', 401, 'The API key is none of ours, mistyped or cut off')
export const KeyExpired = defineRefusal('api_key.expired', 401, 'The API key has expired, or was replaced by its next')
export const KeyRevoked = defineRefusal('api_key.revoked', 401, 'The API key was revoked')
export const KeyAddressRefused = defineRefusal(
  'api_key.address_refused',
  403,
  'The API key is not taken from this network address',
)

/** What `authenticate` refuses of a key. */
export const keyRefusals = [KeyInvalid, KeyExpired, KeyRevoked, KeyAddressRefused]

export const ApiKeyNotFound = defineRefusal('api_key.not_found', 404, 'There is no such API key')
export const ApiKeyEnded = defineRefusal('api_key.ended', 409, 'The API key was revoked and cannot be changed')
export const ApiKeyNameTaken = defineRefusal('api_key.name_taken', 409, 'Another API key in use has this name')
export const ScopeBeyondYours = defineRefusal(
  'api_key.scope_beyond_yours',
  403,
  'A key cannot be given what your role does not permit',
)
