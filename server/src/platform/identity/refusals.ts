import { defineRefusal } from '#platform/contract'
import { keyRefusals } from './api-keys/refusals.ts'

export const InvalidToken = defineRefusal('identity.invalid_token', 401, 'The access token is not valid')
export const TokenExpired = defineRefusal('identity.token_expired', 401, 'The access token has expired; refresh it')
export const TokenStale = defineRefusal(
  'identity.token_stale',
  401,
  'What the user may do has changed since the token was issued; refresh it',
)
export const SessionRevoked = defineRefusal('identity.session_revoked', 401, 'The session has ended; log in again')

export const UnknownPerson = defineRefusal(
  'identity.unknown_person',
  403,
  'The token is good, and its person is not known here; ask for an invitation to their mail address',
)
export const EmailNotVerified = defineRefusal(
  'identity.email_not_verified',
  403,
  'The token does not say that its issuer has verified the mail address, or the issuer may not speak for it',
)
export const IssuerUnavailable = defineRefusal(
  'identity.issuer_unavailable',
  503,
  'The keys of the issuer of the token cannot be fetched right now; try again',
)

/** What `authenticate` refuses, on every route that asks who is there. */
export const tokenRefusals = [
  InvalidToken,
  TokenExpired,
  TokenStale,
  SessionRevoked,
  ...keyRefusals,
  UnknownPerson,
  EmailNotVerified,
  IssuerUnavailable,
]

export const CodeRefused = defineRefusal(
  'identity.code_refused',
  401,
  'The code is wrong, expired, used already or was tried too often; ask for a new one',
)
export const TooManyAttempts = defineRefusal('identity.too_many_attempts', 429, 'Too many attempts; wait and try again')

export const InvalidRefreshToken = defineRefusal(
  'identity.invalid_refresh_token',
  401,
  'The refresh token is not valid or its session has ended; log in again',
)
export const RefreshTokenReused = defineRefusal(
  'identity.refresh_token_reused',
  401,
  'The refresh token was used before, so its session was ended; log in again',
)
export const RefreshUnderWay = defineRefusal(
  'identity.refresh_under_way',
  409,
  'The refresh token is being used by another request; use the tokens that one is given',
)
export const SessionNotFound = defineRefusal('identity.session_not_found', 404, 'There is no such session')
