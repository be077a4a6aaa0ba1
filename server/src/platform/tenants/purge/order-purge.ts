import type { SystemScope } from '@stoa/tenancy'
import { changeState } from '../change-state.ts'
import { TenantNotDeleted } from '../refusals.ts'
import { lockTenant } from '../store.ts'
import type { TenantRecord } from '../tenant.ts'
import { purgeableFrom } from './grace.ts'
import { PurgeTooEarly, TenantMoving } from './refusals.ts'
import { findMove } from './store.ts'

/**
 * Decides that a deleted tenant goes for good; `purgeTenant` does it, in this process or another. It cannot be undone.
 * A purge that has begun stays as it is.
 */
export async function orderPurge(
  scope: SystemScope,
  id: string,
  { isNow = false }: { isNow?: boolean } = {},
): Promise<TenantRecord> {
  const tenant = await scope.first(lockTenant, { id })
  if (tenant?.status !== 'deleted') throw TenantNotDeleted()
  if (tenant.purging_since !== null) return tenant
  if (await scope.first(findMove, { id })) throw TenantMoving()
  const from = purgeableFrom(tenant.deleted_at!)
  if (!isNow && scope.now < from) throw PurgeTooEarly(`It can be restored, and is not purged before ${from}.`)
  return changeState(scope, tenant, { purging_since: scope.now })
}
