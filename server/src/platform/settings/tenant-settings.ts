import { channel } from 'node:diagnostics_channel'
import { type SettingFault, type Tenant, TenantSettings } from '@stoa/tenancy'
import type { Settings } from './define-setting.ts'

/** A kept value that its definition no longer accepts; the default counted in its place. */
export interface UnreadableSetting {
  tenant: Tenant
  name: string
  fault: SettingFault
}

/**
 * Told of every UnreadableSetting, once per tenant as the registry remembers it. Settings are data, there before any
 * log is; whoever has a log listens here.
 */
export const unreadableSettings = channel('stoa.settings.unreadable')

/** The typed way to a room's settings: `get(scope.tenant)`. */
export function tenantSettings<Definitions extends Settings>(definitions: Definitions): TenantSettings<Definitions> {
  return new TenantSettings(definitions, {
    onUnreadable(tenant, name, fault) {
      unreadableSettings.publish({ tenant, name, fault } satisfies UnreadableSetting)
    },
  })
}
