import { InvalidToken } from '../refusals.ts'
import { encodePart, type Signer, type Verifier } from './signature.ts'

/** Life of an access token: what a stolen one is worth when nobody notices. */
export const accessTokenSeconds = 15 * 60

/** What a token says of its caller; RFC 9068 names where there are any. */
export interface CallerClaims {
  sub: string
  sid: string
}

/** How one kind of caller is written into a token, and read again from one whose signature was good. */
export interface ClaimsFormat<Caller> {
  write(caller: Caller): CallerClaims
  read(claims: CallerClaims): Caller
}

interface Lifetime {
  iss: typeof issuer
  /** Seconds since 1970. */
  iat: number
  exp: number
}

export interface VerifiedToken<Caller> {
  caller: Caller
  expiresAtMs: number
}

/** Who issued our own tokens, as they say. No outside issuer may be called so. */
export const issuer = 'stoa'

/**
 * Issues and verifies our own access tokens (JWT). Verification is synchronous and through `node:crypto`, whatever the
 * key: it takes 4 µs with the secret and some 130 µs with a key. `jose`, which verifies through WebCrypto, took 65–110 µs
 * and a promise with HS256 (same token, Node 24, 2 cores), which somebody who sends garbage would make us pay on each
 * request.
 */
export class AccessTokens<Caller> {
  private readonly format: ClaimsFormat<Caller>
  private readonly signer: Signer
  /** Every header a token of ours can have → how it is verified: a token cannot choose that. */
  private readonly verifiers: ReadonlyMap<string, Verifier>

  /** @param others what was signed otherwise and is good too: keys that signed until lately, or will soon */
  constructor(format: ClaimsFormat<Caller>, signer: Signer, others: readonly Verifier[] = []) {
    this.format = format
    this.signer = signer
    this.verifiers = new Map([signer, ...others].map((verifier) => [verifier.header, verifier]))
  }

  issue(caller: Caller, now: Date): string {
    const iat = Math.floor(now.getTime() / 1000)
    const lifetime: Lifetime = { iss: issuer, iat, exp: iat + accessTokenSeconds }
    const signed = `${this.signer.header}.${encodePart({ ...this.format.write(caller), ...lifetime })}`
    return `${signed}.${this.signer.sign(signed)}`
  }

  /** Refuses what we did not sign. Expiry is the caller's to judge, because a verified token may be kept. */
  verify(token: string): VerifiedToken<Caller> {
    const [start, end] = [token.indexOf('.'), token.lastIndexOf('.')]
    const verifier = end > start ? this.verifiers.get(token.slice(0, start)) : undefined
    if (!verifier?.isSigned(token.slice(0, end), token.slice(end + 1))) throw refused()
    const claims: CallerClaims & Lifetime = JSON.parse(
      Buffer.from(token.slice(start + 1, end), 'base64url').toString('utf8'),
    )
    return { caller: this.format.read(claims), expiresAtMs: claims.exp * 1000 }
  }

  /** Whether a token has a header of ours. Whoever has another was not signed by us, whatever else it says. */
  hasOurHeader(token: string): boolean {
    return this.verifiers.has(token.slice(0, token.indexOf('.')))
  }
}

/** The challenge that RFC 6750 asks for beside a 401. */
export const tokenChallenge = { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }

function refused() {
  return InvalidToken(undefined, tokenChallenge)
}
