import type { Channels, Doors, Tenant } from '@stoa/tenancy'
import type { ActingUser, Caller, Route } from '#platform/contract'
import { KeyRing } from './api-keys/key-ring.ts'
import { looksLikeKey } from './api-keys/key-text.ts'
import { LastUses } from './api-keys/last-uses.ts'
import { apiKeyChannel } from './api-keys/notices.ts'
import { HumanTokenDesk, type IssuedHumanTokens } from './human-login/human-tokens.ts'
import { openHumanSession } from './human-login/open-human-session.ts'
import { humanLoginRoutes } from './human-login/routes.ts'
import { holdHuman } from './human-login/store.ts'
import { impersonationRoutes } from './impersonation/routes.ts'
import type { IssuerSettings } from './issuers/issuer-settings.ts'
import { OutsideTokens } from './issuers/outside-tokens.ts'
import { defaultLoginLimits, type LoginLimits } from './login/login-limits.ts'
import { loginRoutes } from './login/routes.ts'
import type { SendMail } from './mail/mail.ts'
import type { Mailbox } from './mail/mailbox.ts'
import { mailboxRoutes } from './mail/routes.ts'
import type { IdentityEvent, IdentityParts } from './parts.ts'
import { passkeyLoginRoutes } from './passkeys/login-routes.ts'
import type { PasskeySettings } from './passkeys/passkey-settings.ts'
import { passkeyRoutes } from './passkeys/routes.ts'
import { openSession } from './sessions/open-session.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { createAuthenticate } from './tokens/authenticate.ts'
import { type AccessTokenKeys, deriveKeys } from './tokens/keys.ts'
import { identityChannel } from './tokens/notices.ts'
import { accessTokensOf, humanAccessTokensOf, publishedKeysRoute } from './tokens/published-keys.ts'
import { Revocations } from './tokens/revocations.ts'
import { standingById } from './tokens/standing.ts'
import { type IssuedTokens, TokenDesk } from './tokens/token-desk.ts'

export interface IdentityOptions {
  doors: Doors
  /** The deployment's secret; everything signed follows from it, so a new one ends all sessions. */
  secretKey: string
  /** Keys that access tokens are signed with instead of the secret. */
  accessTokenKeys?: AccessTokenKeys
  /** Outside issuers whose tokens are believed about who somebody is. */
  issuers?: readonly IssuerSettings[]
  /** For how long an outside issuer's keys are not asked for again. */
  issuerCooldownMs?: number
  /** Where passkeys are good. Without it there are none. */
  passkeys?: PasskeySettings | undefined
  /** Who delivers login codes. */
  sendMail: SendMail
  /** In development: registers the route that reads it. */
  mailbox?: Mailbox | undefined
  clock?: () => Date
  limits?: Partial<LoginLimits>
  /** Told of a mail that could not be sent, and of revocations that could not be read and are tried again. */
  onError?: (error: Error) => void
  onSecurityEvent?: (event: IdentityEvent) => void
}

/** Who is there and what they may do, at run time. */
export class Identity {
  readonly name = 'identity'
  /** Login, sessions and published keys, and in development the mailbox. */
  readonly routes: readonly Route[]
  /**
   * Who sent this access token or key; refuses with `tokenRefusals`. Synchronous, without a trip anywhere, for our own
   * tokens, and for those of outside issuers and keys that were seen lately.
   */
  readonly authenticate: (token: string, from: { readonly ip: string }) => Caller | Promise<Caller>
  /** For the process's listener, see `listen`; tell `watched` when it listens, the first time included. */
  readonly channels: Channels
  private readonly parts: IdentityParts

  constructor(parts: IdentityParts, passkeys: PasskeySettings | undefined, mailbox: Mailbox | undefined) {
    const { desk, humanDesk, revocations, clock, outside, keyRing } = parts
    this.parts = parts
    this.routes = [
      ...loginRoutes(parts),
      ...sessionRoutes(parts),
      ...humanLoginRoutes(parts),
      publishedKeysRoute(parts.accessTokenKeys),
      ...impersonationRoutes(parts),
      ...(passkeys ? [...passkeyLoginRoutes(parts, passkeys), ...passkeyRoutes(parts, passkeys)] : []),
      ...(mailbox ? mailboxRoutes(mailbox) : []),
    ]
    const ofOurs = createAuthenticate(desk.accessTokens, revocations, clock)
    const ofUsers: (token: string) => ActingUser | Promise<ActingUser> = outside
      ? (token) => (desk.accessTokens.hasOurHeader(token) ? ofOurs(token) : outside.authenticate(token))
      : ofOurs
    const ofHumans = createAuthenticate(humanDesk.accessTokens, revocations, clock)
    // A token's header says whether it is a human's, and only keys for that open what follows.
    this.authenticate = (token, from) => {
      if (looksLikeKey(token)) return keyRing.authenticate(token, from)
      return humanDesk.accessTokens.hasOurHeader(token) ? ofHumans(token) : ofUsers(token)
    }
    this.channels = {
      [identityChannel]: (payload) => revocations.hear(payload),
      [apiKeyChannel]: (payload) => keyRing.hear(payload),
    }
  }

  /** Whether the listener is alive. Resolves when everything that ended or changed so far is known. */
  async watched(isWatched: boolean): Promise<void> {
    this.parts.keyRing.watched(isWatched)
    this.parts.revocations.watched(isWatched)
    if (isWatched) await this.parts.revocations.reload()
  }

  /** Logs an active user in whose identity is sure by other means: a command on the server's own machine, a test. */
  openSession(userId: string): Promise<IssuedTokens> {
    const { doors, desk } = this.parts
    return doors.system({ actor: { kind: 'system' }, mode: 'write' }, async (scope) => {
      const person = await scope.first(standingById, { user_id: userId })
      if (person?.status !== 'active') throw new Error(`user ${userId} cannot log in`)
      return openSession(scope, desk, person, { address: 'local', userAgent: undefined })
    })
  }

  /** Writes down when keys were last used, which otherwise happens once a minute and at the end. */
  noteLastUses(): Promise<void> {
    return this.parts.lastUses.write()
  }

  /** The same for a human of the tenant. */
  openHumanSession(tenant: Tenant, humanId: string): Promise<IssuedHumanTokens> {
    const { doors, humanDesk } = this.parts
    return doors.scope(tenant, { actor: { kind: 'system' }, mode: 'write' }, async (scope) => {
      const human = await scope.first(holdHuman, { id: humanId })
      if (human?.status !== 'active') throw new Error(`human ${humanId} cannot log in`)
      return openHumanSession(scope, humanDesk, human, { address: 'local', userAgent: undefined })
    })
  }

  async close(): Promise<void> {
    await Promise.all([this.parts.revocations.close(), this.parts.outside?.close(), this.parts.lastUses.close()])
  }
}

export function createIdentity(options: IdentityOptions): Identity {
  const { doors, clock = () => new Date(), onError = (error) => process.emitWarning(error) } = options
  const keys = deriveKeys(options.secretKey)
  const accessTokenKeys = options.accessTokenKeys ?? { signing: undefined, others: [] }
  const revocations = new Revocations(doors, clock, onError)
  const lastUses = new LastUses(doors, onError)
  const onSecurityEvent = options.onSecurityEvent ?? (() => {})
  const { issuers = [], issuerCooldownMs: cooldownMs } = options
  const parts: IdentityParts = {
    doors,
    clock,
    keys,
    accessTokenKeys,
    desk: new TokenDesk(keys, accessTokensOf(keys, accessTokenKeys)),
    humanDesk: new HumanTokenDesk(keys, humanAccessTokensOf(keys, accessTokenKeys)),
    revocations,
    keyRing: new KeyRing({ doors, clock, lastUses, onSecurityEvent }),
    lastUses,
    outside:
      issuers.length > 0
        ? new OutsideTokens({ doors, issuers, revocations, clock, ...(cooldownMs !== undefined && { cooldownMs }) })
        : undefined,
    limits: { ...defaultLoginLimits, ...options.limits },
    sendMail: options.sendMail,
    onError,
    onSecurityEvent,
  }
  return new Identity(parts, options.passkeys, options.mailbox)
}
