import type { Doors } from '@stoa/tenancy'
import type { KeyEvent, KeyRing } from './api-keys/key-ring.ts'
import type { LastUses } from './api-keys/last-uses.ts'
import type { HumanTokenDesk } from './human-login/human-tokens.ts'
import type { OutsideTokens } from './issuers/outside-tokens.ts'
import type { LoginLimits } from './login/login-limits.ts'
import type { SendMail } from './mail/mail.ts'
import type { AccessTokenKeys, IdentityKeys } from './tokens/keys.ts'
import type { Revocations } from './tokens/revocations.ts'
import type { TokenDesk } from './tokens/token-desk.ts'

/** Somebody did what only an intruder or a broken client does. */
export type IdentityEvent = ReusedTokenEvent | KeyEvent | ImpersonationEvent | CopiedPasskeyEvent

type ReusedTokenEvent = {
  code: 'identity.refresh_token_reused'
  sessionId: string
  address: string
} & ({ userId: string } | { humanId: string; tenantId: string })

/** An operator began to act as a user, or stopped. */
interface ImpersonationEvent {
  code: 'identity.impersonation_begun' | 'identity.impersonation_ended'
  impersonationId: string
  impersonatorId: string
  userId: string
  tenantId: string
  address: string
}

/** A passkey's count of signatures went back, so there are two of its authenticator. */
interface CopiedPasskeyEvent {
  code: 'identity.passkey_copied'
  passkeyId: string
  userId: string
  address: string
}

/** What the verbs of login and sessions work with, made once per process. */
export interface IdentityParts {
  doors: Doors
  clock: () => Date
  keys: IdentityKeys
  accessTokenKeys: AccessTokenKeys
  desk: TokenDesk
  humanDesk: HumanTokenDesk
  revocations: Revocations
  /** Undefined where no outside issuer is configured. */
  outside: OutsideTokens | undefined
  keyRing: KeyRing
  lastUses: LastUses
  limits: LoginLimits
  sendMail: SendMail
  onError: (error: Error) => void
  onSecurityEvent: (event: IdentityEvent) => void
}
