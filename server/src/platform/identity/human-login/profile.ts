import type { Scope } from '@stoa/tenancy'
import { type Static, Type } from 'typebox'
import { type ActingHuman, applyPatch, changedRow, Id, patchOf, RowColumns, requireVersion } from '#platform/contract'
import { canonicalised } from '../humans/canonical.ts'
import { consentAfter } from '../humans/consent.ts'
import { Human, ownFields } from '../humans/human.ts'
import { findHuman, lockHuman, replaceHuman } from '../humans/store.ts'
import { SessionRevoked } from '../refusals.ts'
import { tokenChallenge } from '../tokens/access-token.ts'

const { email, phone } = Human.properties
const { version, created_at, updated_at } = RowColumns

/** A human as they see themselves: without what the tenant notes about them. */
export const Profile = Type.Object({ id: Id, email, phone, ...ownFields, version, created_at, updated_at })
export type Profile = Static<typeof Profile>

const ProfileFields = Type.Object(ownFields)

/** Address and number are what one is known by, and are not changed by saying so. */
export const ProfilePatch = patchOf(ProfileFields, { examples: [{ name: 'Ada Lovelace', locale: 'en-GB' }] })
export type ProfilePatch = Static<typeof ProfilePatch>

/** What the database says of the caller, who may have been blocked or deleted since the door let them in. */
export async function readProfile(scope: Scope, { id }: ActingHuman): Promise<Profile> {
  return whoIsWelcome(await scope.first(findHuman, { id }))
}

export async function updateProfile(
  scope: Scope,
  { id }: ActingHuman,
  patch: ProfilePatch,
  expectedVersion?: number,
): Promise<Profile> {
  const said = canonicalised(scope.tenant, patch)
  const human = whoIsWelcome(await scope.first(lockHuman, { id }, { isDeleted: false }))
  requireVersion(human, expectedVersion)
  const next: Human = {
    ...applyPatch(ProfileFields, human, said),
    ...consentAfter(scope, human, said),
    ...changedRow(scope, human),
  }
  scope.write(replaceHuman, next)
  return next
}

function whoIsWelcome(human: Human | undefined): Human {
  if (human?.status !== 'active') throw SessionRevoked(undefined, tokenChallenge)
  return human
}
