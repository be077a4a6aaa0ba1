import type { SystemScope } from '@stoa/tenancy'
import { changedRow } from '#platform/contract'
import { announceTenant, setTenantState } from './store.ts'
import type { TenantRecord } from './tenant.ts'

type State = Pick<TenantRecord, 'status' | 'suspended_at' | 'deleted_at' | 'deleted_by' | 'purging_since'>

/** Puts the tenant into another state. Its epoch grows, so that nothing begun before acts after. */
export function changeState(scope: SystemScope, tenant: TenantRecord, state: Partial<State>): TenantRecord {
  const changed = { ...tenant, ...state, ...changedRow(scope, tenant), epoch: tenant.epoch + 1 }
  scope.write(setTenantState, changed)
  scope.write(announceTenant, changed)
  return changed
}
