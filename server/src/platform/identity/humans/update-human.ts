import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { endSessionsOfHuman } from '../human-login/end-sessions.ts'
import { canonicalised } from './canonical.ts'
import { consentAfter } from './consent.ts'
import { type Human, HumanFields, type HumanPatch } from './human.ts'
import { ContactMissing, HumanNotFound } from './refusals.ts'
import { lockHuman, replaceHuman } from './store.ts'

/** Changes what a tenant knows of a human. Who is blocked is logged out everywhere. */
export async function updateHuman(
  scope: Scope,
  id: string,
  patch: HumanPatch,
  expectedVersion?: number,
): Promise<Human> {
  const said = canonicalised(scope.tenant, patch)
  const human = await scope.first(lockHuman, { id }, { isDeleted: false })
  if (!human) throw HumanNotFound()
  requireVersion(human, expectedVersion)
  const next: Human = {
    ...applyPatch(HumanFields, human, said),
    ...consentAfter(scope, human, said),
    ...changedRow(scope, human),
  }
  if (next.email === null && next.phone === null) throw ContactMissing()
  scope.write(replaceHuman, next)
  if (next.status === 'blocked' && human.status !== 'blocked') await endSessionsOfHuman(scope, id, 'human_blocked')
  return next
}
