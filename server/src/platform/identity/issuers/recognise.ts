import type { Doors, SystemScope } from '@stoa/tenancy'
import { newId } from '#platform/contract'
import { EmailNotVerified, UnknownPerson } from '../refusals.ts'
import { type IdentifiedPerson, standingByIdentity } from '../tokens/standing.ts'
import { type Identified, linkIdentity } from './store.ts'

/**
 * The user whom an issuer means: the one linked to its subject, and at first sight the one who has the address. From
 * then on the address is not asked any more.
 * @param email as the issuer verified it, in lower case; undefined when it did not
 */
export async function recognise(
  doors: Doors,
  identified: Identified,
  email: string | undefined,
): Promise<IdentifiedPerson> {
  const find = (scope: SystemScope) => scope.first(standingByIdentity, identified)
  const known = await doors.system({ actor: { kind: 'anonymous' }, mode: 'read' }, find)
  const person = known ?? (await doors.system({ actor: { kind: 'anonymous' }, mode: 'write' }, link))
  if (person?.status !== 'active') throw UnknownPerson()
  return person

  /** Of several who come at once the first links, and all find the same link. */
  function link(scope: SystemScope) {
    if (email === undefined) throw EmailNotVerified()
    scope.write(linkIdentity, { ...identified, email, id: newId(), now: scope.now })
    return find(scope)
  }
}
