import { type Doors, Recent, Refusal, type RefusalType } from '@stoa/tenancy'
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import type { ActingUser } from '#platform/contract'
import { EmailNotVerified, InvalidToken, TokenExpired, UnknownPerson } from '../refusals.ts'
import { accessTokenSeconds, tokenChallenge } from '../tokens/access-token.ts'
import type { Change, Revocations } from '../tokens/revocations.ts'
import { actingUser } from '../tokens/standing.ts'
import { IssuerKeys } from './issuer-keys.ts'
import type { IssuerSettings } from './issuer-settings.ts'
import { recognise } from './recognise.ts'

export interface OutsideTokensOptions {
  doors: Doors
  issuers: readonly IssuerSettings[]
  revocations: Pick<Revocations, 'changeOf'>
  clock: () => Date
  /** For how long an issuer's keys are not asked for again. Default 30 s. */
  cooldownMs?: number
}

/** Tokens whose person is remembered; a token is about 1 kB. */
const rememberedTokens = 10_000
const maxTokenLength = 8 * 1024
/** By how much the clocks of an issuer and of this process may differ. */
const toleranceSeconds = 5
/** How long somebody who is not known is not looked for again: who was invited meanwhile waits that long. */
const strangerMs = 5_000

/** What is remembered of a token that is good, whomever it is of. */
type Remembered =
  | { user: ActingUser; change: Change | undefined; untilMs: number }
  | { refusal: RefusalType; untilMs: number }

/**
 * Tells who sent a token of an outside issuer. The token says who somebody is; what they may do is read from the
 * database, and read again at least as often as one of our own tokens would be exchanged. What changes in between is
 * heard of as for our own, but counts without a new token, since no issuer gives one because of it.
 */
export class OutsideTokens {
  private readonly options: OutsideTokensOptions
  private readonly issuers: ReadonlyMap<string, { settings: IssuerSettings; keys: IssuerKeys }>
  private readonly recent = new Recent<string, Remembered>(rememberedTokens)
  /** A page sends many requests at once with a token that was never seen: it is verified once. */
  private readonly underWay = new Map<string, Promise<Remembered>>()

  constructor(options: OutsideTokensOptions) {
    const { issuers, clock, cooldownMs = 30_000 } = options
    this.options = options
    this.issuers = new Map(
      issuers.map((settings) => [settings.issuer, { settings, keys: new IssuerKeys(settings, clock, cooldownMs) }]),
    )
  }

  /** A token that was seen lately comes without a promise. */
  authenticate(token: string): ActingUser | Promise<ActingUser> {
    const remembered = this.recent.get(token)
    if (remembered !== undefined && remembered.untilMs > this.now()) return this.userOf(token, remembered)
    let looking = this.underWay.get(token)
    if (!looking) {
      looking = this.look(token).finally(() => this.underWay.delete(token))
      this.underWay.set(token, looking)
    }
    return looking.then((found) => this.userOf(token, found))
  }

  /** Resolves when nothing is being fetched in the background any more. */
  async close(): Promise<void> {
    await Promise.all([...this.issuers.values()].map(({ keys }) => keys.settled()))
  }

  private userOf(token: string, remembered: Remembered): ActingUser {
    if ('refusal' in remembered) throw remembered.refusal()
    const { user, untilMs } = remembered
    const change = this.options.revocations.changeOf(user.id)
    if (change === remembered.change || change === undefined) return user
    if (change.person?.status !== 'active') throw UnknownPerson()
    const changed = Object.freeze(actingUser(change.person, user.sessionId))
    this.recent.set(token, { user: changed, change, untilMs })
    return changed
  }

  private async look(token: string): Promise<Remembered> {
    const { settings, payload } = await this.verify(token)
    const expiresAtMs = (payload.exp! + toleranceSeconds) * 1000
    const upTo = (ms: number) => Math.min(expiresAtMs, this.now() + ms)
    const remembered = await this.findPerson(settings, payload).then(
      (user): Remembered => ({ user, change: undefined, untilMs: upTo(accessTokenSeconds * 1000) }),
      (error): Remembered => {
        if (!(error instanceof Refusal) || !strangers.includes(error.type)) throw error
        return { refusal: error.type, untilMs: upTo(strangerMs) }
      },
    )
    this.recent.set(token, remembered)
    return remembered
  }

  private async verify(token: string): Promise<{ settings: IssuerSettings; payload: JWTPayload }> {
    const issuer = token.length > maxTokenLength ? undefined : this.issuers.get(claimedIssuer(token) ?? '')
    if (!issuer) throw invalid()
    const { settings, keys } = issuer
    try {
      const { payload } = await jwtVerify(token, keys.find, {
        issuer: settings.issuer,
        audience: settings.audience,
        algorithms: [...settings.algorithms],
        requiredClaims: ['exp', 'sub'],
        clockTolerance: toleranceSeconds,
        currentDate: this.options.clock(),
      })
      return { settings, payload }
    } catch (error) {
      if (error instanceof Refusal) throw error
      if (error instanceof errors.JWTExpired) throw TokenExpired(undefined, tokenChallenge)
      // Whatever else is wrong with a token or with the key it names, it is not good.
      throw invalid()
    }
  }

  private async findPerson(settings: IssuerSettings, payload: JWTPayload): Promise<ActingUser> {
    const subject = payload.sub
    if (typeof subject !== 'string' || !subjectPattern.test(subject)) throw invalid()
    const identified = { issuer: settings.issuer, subject }
    const person = await recognise(this.options.doors, identified, verifiedEmail(settings, payload))
    return Object.freeze(actingUser(person, person.identity_id))
  }

  private now(): number {
    return this.options.clock().getTime()
  }
}

/** Refusals of good tokens. */
const strangers: readonly RefusalType[] = [UnknownPerson, EmailNotVerified]

/** OpenID Connect allows 255 ASCII characters. */
const subjectPattern = /^[\x20-\x7e]{1,255}$/
const emailPattern = /^[\x21-\x7e]{1,252}@[\x21-\x7e]+$/

/** Which issuer a token says it is of; by itself that proves nothing. */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

/**
 * The address in lower case, if the issuer has verified it and may speak for it. ASCII only, because some other letters
 * become ASCII in lower case: the Kelvin sign a `k`, and its address somebody else's.
 */
function verifiedEmail(settings: IssuerSettings, payload: JWTPayload): string | undefined {
  const { emailClaim, emailVerifiedClaim, emailDomains } = settings
  const email = payload[emailClaim]
  if (payload[emailVerifiedClaim] !== true || typeof email !== 'string' || !emailPattern.test(email)) return undefined
  const known = email.toLowerCase()
  const domain = known.slice(known.lastIndexOf('@') + 1)
  return emailDomains === undefined || emailDomains.includes(domain) ? known : undefined
}

function invalid() {
  return InvalidToken(undefined, tokenChallenge)
}
