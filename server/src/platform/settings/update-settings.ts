import { type Scope, type SettingsChange, type TenantSettings, UnknownTenant } from '@stoa/tenancy'
import { changedRow, requireVersion } from '#platform/contract'
import type { Settings } from './define-setting.ts'
import { type EffectiveSettings, effectiveSettings } from './get-settings.ts'
import { announceSettings, type KeptSettings, lockSettings, replaceSettings } from './store.ts'

/** Changes some settings of the tenant, or none when one of them is wrong; `null` brings a default back. */
export async function updateSettings(
  scope: Scope,
  settings: TenantSettings<Settings>,
  patch: unknown,
  expectedVersion?: number,
): Promise<EffectiveSettings> {
  const change = settings.check(patch)
  const kept = await scope.first(lockSettings, {})
  if (!kept) throw UnknownTenant()
  requireVersion(kept, expectedVersion)
  const changed = { settings: apply(change, kept.settings), ...changedRow(scope, kept) }
  scope.write(replaceSettings, changed)
  scope.write(announceSettings, {})
  return effectiveSettings(scope, settings, changed)
}

/** What is kept under other names stays: a running version before or after this one may know them. */
function apply({ set, remove }: SettingsChange, kept: KeptSettings['settings']): KeptSettings['settings'] {
  const changed = { ...kept, ...set }
  for (const name of remove) delete changed[name]
  return changed
}
