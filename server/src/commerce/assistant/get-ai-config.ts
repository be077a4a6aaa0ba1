import type { Scope } from '@stoa/tenancy'
import { type AiConfig, unsetAiConfig } from './ai-config.ts'
import { findAiConfig } from './store.ts'

export async function getAiConfig(scope: Scope): Promise<AiConfig> {
  return (await scope.first(findAiConfig, {})) ?? unsetAiConfig
}
