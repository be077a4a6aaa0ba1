import { type Scope, type TenantSettings, UnknownTenant } from '@stoa/tenancy'
import type { Settings } from './define-setting.ts'
import { findSettings, type KeptSettings } from './store.ts'

/** What counts for a tenant: its own values over the defaults, with the version of its row. */
export type EffectiveSettings = { readonly version: number } & Readonly<Record<string, unknown>>

/** From the database and not from what the registry remembers, so that version and values belong together. */
export async function getSettings(scope: Scope, settings: TenantSettings<Settings>): Promise<EffectiveSettings> {
  const kept = await scope.first(findSettings, {})
  if (!kept) throw UnknownTenant()
  return effectiveSettings(scope, settings, kept)
}

export function effectiveSettings(scope: Scope, settings: TenantSettings<Settings>, kept: KeptSettings) {
  return { ...settings.get({ ...scope.tenant, settings: kept.settings }), version: kept.version }
}
