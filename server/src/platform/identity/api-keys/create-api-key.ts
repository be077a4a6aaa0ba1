import type { Scope } from '@stoa/tenancy'
import { newRow, type Role } from '#platform/contract'
import type { NewApiKey, ShownApiKey } from './api-key.ts'
import { checkKey } from './check-key.ts'
import { hashKey, writeKey } from './key-text.ts'
import type { Grants } from './scopes.ts'
import { requireGrantable } from './scopes.ts'
import { insertApiKey } from './store.ts'

/** Makes a key, and says it this once. */
export async function createApiKey(scope: Scope, grants: Grants, role: Role, request: NewApiKey): Promise<ShownApiKey> {
  const row = newRow(scope)
  const unused = { last_used_at: null, previous_until: null, revoked_at: null, revoked_by: null }
  const asked = { scopes: [], allowed_addresses: [], expires_at: null, metadata: {}, ...request }
  const made = checkKey({ ...row, ...unused, ...asked }, scope.now)
  requireGrantable(grants, role, made.scopes)
  const key = writeKey(made.kind, made.id)
  scope.write(insertApiKey, { ...made, secret_hash: hashKey(key) })
  return { ...made, key }
}
