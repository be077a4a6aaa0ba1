import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, memberRoute, oneOf, type Route } from '#platform/contract'
import { ApiKey, ApiKeyPatch, NewApiKey, Rotation, ShownApiKey } from './api-key.ts'
import { createApiKey } from './create-api-key.ts'
import { getApiKey } from './get-api-key.ts'
import { keyTypes } from './key-text.ts'
import { ApiKeyEnded, ApiKeyNameTaken, ApiKeyNotFound, ScopeBeyondYours } from './refusals.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { rotateApiKey } from './rotate-api-key.ts'
import type { Grants } from './scopes.ts'
import { apiKeyList } from './store.ts'
import { updateApiKey } from './update-api-key.ts'

const tag = 'API keys'
const params = Type.Object({ id: Id })

/**
 * Managing keys, for people alone: a key that could make keys would outlive its own end. Nor for who acts as somebody
 * else: what they made would outlive the minutes they may.
 */
export function apiKeyRoutes(grants: Grants): Route[] {
  return [
    memberRoute({
      operation: 'api_keys.list',
      method: 'GET',
      path: '/api-keys',
      tag,
      summary: 'List API keys',
      query: listQuery(apiKeyList, {
        kind: Type.Optional(oneOf(keyTypes)),
        created_by: Type.Optional(Id),
        is_revoked: Type.Optional(Type.Boolean()),
      }),
      answer: listOf(ApiKey),
      refuses: [InvalidCursor],
      handle: ({ scope, query }) => answerList(scope, apiKeyList, query),
    }),
    memberRoute({
      operation: 'api_keys.get',
      method: 'GET',
      path: '/api-keys/:id',
      tag,
      summary: 'Get an API key',
      params,
      answer: ApiKey,
      changesUnversioned: true,
      refuses: [ApiKeyNotFound],
      handle: ({ scope, params }) => getApiKey(scope, params.id),
    }),
    memberRoute({
      operation: 'api_keys.create',
      method: 'POST',
      path: '/api-keys',
      tag,
      summary: 'Make an API key',
      description:
        'The key itself is in this answer and nowhere else, so `Idempotency-Key` is not honoured; a call that is sent ' +
        'again is refused, because the name is taken.',
      body: NewApiKey,
      status: 201,
      answer: ShownApiKey,
      isShownOnce: true,
      location: (key: ApiKey) => `/api-keys/${key.id}`,
      refuses: [ApiKeyNameTaken, ScopeBeyondYours],
      handle: ({ scope, role, body }) => createApiKey(scope, grants, role, body),
    }),
    memberRoute({
      operation: 'api_keys.update',
      method: 'PATCH',
      path: '/api-keys/:id',
      tag,
      summary: 'Change an API key',
      description: 'JSON merge patch. It takes effect everywhere in under a second.',
      params,
      body: ApiKeyPatch,
      answer: ApiKey,
      isForImpersonators: false,
      versioned: true,
      refuses: [ApiKeyNotFound, ApiKeyEnded, ApiKeyNameTaken, ScopeBeyondYours],
      handle: ({ scope, role, params, body, expectedVersion }) =>
        updateApiKey(scope, grants, role, params.id, body, expectedVersion),
    }),
    memberRoute({
      operation: 'api_keys.rotate',
      method: 'POST',
      path: '/api-keys/:id/rotation',
      tag,
      summary: 'Make the next secret of an API key',
      description:
        'The next secret is in this answer and nowhere else. The one of now stays good for the overlap; with `0` it ends ' +
        'at once. Send `If-Match`, so that a call that is sent again does not rotate twice.',
      params,
      body: Rotation,
      answer: ShownApiKey,
      isShownOnce: true,
      versioned: true,
      refuses: [ApiKeyNotFound, ApiKeyEnded, ScopeBeyondYours],
      handle: ({ scope, role, params, body, expectedVersion }) =>
        rotateApiKey(scope, grants, role, params.id, body, expectedVersion),
    }),
    memberRoute({
      operation: 'api_keys.delete',
      method: 'DELETE',
      path: '/api-keys/:id',
      tag,
      summary: 'Revoke an API key',
      description: 'It is refused everywhere in under a second, for good, and stays in the list.',
      params,
      status: 204,
      isForImpersonators: false,
      versioned: true,
      refuses: [ApiKeyNotFound, ApiKeyEnded],
      handle: ({ scope, params, expectedVersion }) => revokeApiKey(scope, params.id, expectedVersion),
    }),
  ]
}
