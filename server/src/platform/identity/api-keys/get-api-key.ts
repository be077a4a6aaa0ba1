import type { Scope } from '@stoa/tenancy'
import type { ApiKey } from './api-key.ts'
import { ApiKeyNotFound } from './refusals.ts'
import { findApiKey } from './store.ts'

export async function getApiKey(scope: Scope, id: string): Promise<ApiKey> {
  const key = await scope.first(findApiKey, { id })
  if (!key) throw ApiKeyNotFound()
  return key
}
