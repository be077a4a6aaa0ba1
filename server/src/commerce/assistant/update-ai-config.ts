import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { type AiConfig, AiConfigFields, type AiConfigPatch, unsetAiConfig } from './ai-config.ts'
import { ensureAiConfig, lockAiConfig, replaceAiConfig } from './store.ts'

/** The row is made where there is none and held, in one round trip; then it is changed like any other. */
export async function updateAiConfig(scope: Scope, patch: AiConfigPatch, expectedVersion?: number): Promise<AiConfig> {
  scope.write(ensureAiConfig, unsetAiConfig)
  const config = (await scope.first(lockAiConfig, {}))!
  requireVersion(config, expectedVersion)
  const changed = { ...applyPatch(AiConfigFields, config, patch), ...changedRow(scope, config) }
  scope.write(replaceAiConfig, changed)
  return changed
}
