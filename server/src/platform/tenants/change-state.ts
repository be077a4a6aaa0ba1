import type { SystemScope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import { announceTenant, setTenantState } from './store.ts'
import type { TenantRecord } from './tenant.ts'

type State = Pick<TenantRecord, 'status' | 'suspended_at' | 'deleted_at' | 'deleted_by' | 'purging_since'>

/** Puts the tenant into another state. Both its epochs grow, so that nothing begun or queued before acts after. */
export function changeState(scope: SystemScope, tenant: TenantRecord, state: Partial<State>): TenantRecord {
  const epoch = tenant.epoch + 1
  const changed = { ...tenant, ...state, ...changedRow(scope, tenant), epoch, access_epoch: epoch }
  scope.write(setTenantState, changed)
  scope.write(announceTenant, changed)
  return changed
}
