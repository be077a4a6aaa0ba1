import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, type Role } from '#platform/contract'
import { type ApiKey, ApiKeyFields, type ApiKeyPatch } from './api-key.ts'
import { checkKey } from './check-key.ts'
import { getLockedApiKey } from './lock-api-key.ts'
import { announceKey } from './notices.ts'
import { type Grants, requireGrantable } from './scopes.ts'
import { replaceApiKey } from './store.ts'

/** Changes a key. Scopes are judged whole when they are sent: whoever writes them answers for all of them. */
export async function updateApiKey(
  scope: Scope,
  grants: Grants,
  role: Role,
  id: string,
  patch: ApiKeyPatch,
  expectedVersion?: number,
): Promise<ApiKey> {
  const key = await getLockedApiKey(scope, id, expectedVersion)
  const patched = { ...applyPatch(ApiKeyFields, key, patch), ...changedRow(scope, key) }
  const next = checkKey(patched, scope.now, key)
  if (patch.scopes) requireGrantable(grants, role, next.scopes)
  scope.write(replaceApiKey, next)
  scope.write(announceKey, { id })
  return next
}
