import type { Scope } from '@stoa/tenancy'
import { findUser } from '#platform/identity'
import { SellerUserUnknown } from './refusals.ts'

/** No foreign key can say it: the user must be one of this tenant. */
export async function requireUser(scope: Scope, id: string): Promise<void> {
  if (!(await scope.first(findUser, { id }))) throw SellerUserUnknown()
}
