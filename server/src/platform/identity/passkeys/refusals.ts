import { defineRefusal } from '#platform/contract'

export const PasskeyNotFound = defineRefusal('passkey.not_found', 404, 'There is no such passkey of yours')
export const PasskeyExists = defineRefusal('passkey.exists', 409, 'This passkey is here already')
export const TooManyPasskeys = defineRefusal('passkey.too_many', 409, 'Nobody has more than 20 passkeys; remove one')
export const LoginNotRecent = defineRefusal(
  'passkey.login_not_recent',
  403,
  'Passkeys are added within ten minutes of logging in here; log in again',
)
export const RegistrationRefused = defineRefusal(
  'passkey.registration_refused',
  409,
  'What the authenticator answered is wrong, late or was used already; begin again',
)
export const PasskeyRefused = defineRefusal(
  'passkey.refused',
  401,
  'The passkey is not good here, or what it answered is wrong, late or was used already; begin again',
)
