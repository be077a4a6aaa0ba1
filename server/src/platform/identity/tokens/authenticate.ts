import { Recent } from '@stoa/tenancy'
import type { ActingHuman, ActingUser } from '#platform/contract'
import { TokenExpired } from '../refusals.ts'
import { type AccessTokens, tokenChallenge, type VerifiedToken } from './access-token.ts'
import type { Revocations } from './revocations.ts'

/** Tokens whose verification is remembered; a token is about 1 kB. */
const rememberedTokens = 10_000

/**
 * Makes the function that tells who sent an access token, without asking anybody: verified once and remembered, then
 * held against the clock and what was revoked.
 */
export function createAuthenticate<Caller extends ActingUser | ActingHuman>(
  tokens: AccessTokens<Caller>,
  revocations: Revocations,
  clock: () => Date,
): (token: string) => Caller {
  const recent = new Recent<string, VerifiedToken<Caller>>(rememberedTokens)
  return (token) => {
    let verified = recent.get(token)
    if (verified === undefined) {
      verified = tokens.verify(token)
      recent.set(token, verified)
    }
    if (verified.expiresAtMs <= clock().getTime()) throw TokenExpired(undefined, tokenChallenge)
    revocations.check(verified.caller)
    return verified.caller
  }
}
