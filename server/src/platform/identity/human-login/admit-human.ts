import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { humanDefaults } from '../humans/human.ts'
import type { Device } from '../sessions/session.ts'
import type { HumanTokenDesk, IssuedHumanTokens } from './human-tokens.ts'
import { openHumanSession } from './open-human-session.ts'
import { type HumanAtLogin, holdHumanByEmail, insertHumanUnlessKnown } from './store.ts'

/**
 * Logs in whoever proved to read the mails of the address; somebody unknown becomes a human of the tenant by it.
 * @returns nothing for a human who is blocked or deleted
 */
export async function admitHuman(
  scope: Scope,
  desk: HumanTokenDesk,
  { email, device }: { email: string; device: Device },
): Promise<IssuedHumanTokens | undefined> {
  const human = (await scope.first(holdHumanByEmail, { email })) ?? (await makeHuman(scope, email))
  return human.status === 'active' ? openHumanSession(scope, desk, human, device) : undefined
}

/** Whoever made the same human at the same time, the unique key lets one in, and both find that one. */
async function makeHuman(scope: Scope, email: string): Promise<HumanAtLogin> {
  scope.write(insertHumanUnlessKnown, { ...newRow(scope), ...humanDefaults, email })
  return (await scope.first(holdHumanByEmail, { email }))!
}
