import type { Scope } from '@stoa/tenancy'
import { requireVersion } from '#platform/contract'
import type { ApiKey } from './api-key.ts'
import { ApiKeyEnded, ApiKeyNotFound } from './refusals.ts'
import { lockApiKey } from './store.ts'

/** A key in use that nobody else changes until the work ends. */
export async function getLockedApiKey(scope: Scope, id: string, expectedVersion?: number): Promise<ApiKey> {
  const key = await scope.first(lockApiKey, { id })
  if (!key) throw ApiKeyNotFound()
  requireVersion(key, expectedVersion)
  if (key.revoked_at !== null) throw ApiKeyEnded()
  return key
}
