import { randomBytes } from 'node:crypto'
import type { SystemScope } from '@stoa/tenancy'
import { sweepLimits } from '../login/store.ts'
import { type Challenge, putChallenge, sweepChallenges } from './store.ts'

export const challengeSeconds = 300

/** Makes the challenge of a registration or a login and tells it; it is good for one answer. */
export function issueChallenge(
  scope: SystemScope,
  purpose: Pick<Challenge, 'purpose' | 'user_id' | 'session_id' | 'email'>,
): Buffer {
  const challenge = randomBytes(32)
  const expires_at = new Date(Date.parse(scope.now) + challengeSeconds * 1000).toISOString()
  scope.write(putChallenge, { ...purpose, challenge, expires_at })
  scope.write(sweepChallenges, { now: scope.now })
  scope.write(sweepLimits, { now: scope.now })
  return challenge
}

/** The challenge that a credential says it answers; undefined where it is none of ours. */
export function answeredChallenge({ response }: { response: { clientDataJSON: string } }): Buffer | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'))
    const bytes = Buffer.from(challenge, 'base64url')
    return bytes.length === 32 ? bytes : undefined
  } catch {
    return undefined
  }
}
