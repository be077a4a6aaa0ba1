import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { canonicalised } from './canonical.ts'
import { consentAfter } from './consent.ts'
import { type Human, humanDefaults, type NewHuman } from './human.ts'
import { ContactMissing } from './refusals.ts'
import { insertHuman } from './store.ts'

/** One round trip: the row is known beforehand, and the unique keys decide whether it is somebody new. */
export async function createHuman(scope: Scope, request: NewHuman): Promise<Human> {
  const said = canonicalised(scope.tenant, request)
  if (!said.email && !said.phone) throw ContactMissing()
  const human: Human = { ...newRow(scope), ...humanDefaults, ...said, ...consentAfter(scope, humanDefaults, said) }
  scope.write(insertHuman, human)
  return human
}
