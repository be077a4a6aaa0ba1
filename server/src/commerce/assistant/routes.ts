import { tenantRoute } from '#platform/contract'
import { AiConfig, AiConfigPatch } from './ai-config.ts'
import { getAiConfig } from './get-ai-config.ts'
import { updateAiConfig } from './update-ai-config.ts'

const tag = 'Assistant'

export const assistantRoutes = [
  tenantRoute({
    operation: 'ai_config.get',
    method: 'GET',
    path: '/ai-config',
    tag,
    summary: 'Get how the assistant is to behave',
    answer: AiConfig,
    refuses: [],
    handle: ({ scope }) => getAiConfig(scope),
  }),
  tenantRoute({
    operation: 'ai_config.update',
    method: 'PATCH',
    path: '/ai-config',
    tag,
    summary: 'Change how the assistant is to behave',
    description: 'JSON merge patch.',
    body: AiConfigPatch,
    answer: AiConfig,
    versioned: true,
    refuses: [],
    handle: ({ scope, body, expectedVersion }) => updateAiConfig(scope, body, expectedVersion),
  }),
]
