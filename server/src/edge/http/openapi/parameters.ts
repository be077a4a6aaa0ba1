import type { TObject, TSchema } from 'typebox'
import { isInTenant, type Route } from '#platform/contract'
import { honoursNoneMatch } from '../answer.ts'
import { isKeyed } from '../perform.ts'
import { exampleOf } from './example.ts'

/** Path and query parameters from the route's schemas, and the headers its door and kind imply. */
export function parametersOf(route: Route): object[] {
  return [
    ...inPart('path', route.params),
    ...inPart('query', route.query),
    ...(isInTenant(route) ? [shared('tenant')] : []),
    ...(route.versioned ? [shared('if_match')] : []),
    ...(honoursNoneMatch(route) ? [shared('if_none_match')] : []),
    ...(isKeyed(route) ? [shared('idempotency_key')] : []),
    shared('request_id'),
  ]
}

function inPart(part: 'path' | 'query', schema: TObject | undefined): object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property as TSchema & { description?: string }
    return {
      name,
      in: part,
      required: part === 'path' || ((schema?.required ?? []) as string[]).includes(name),
      ...(description && { description }),
      schema: rest,
      ...(part === 'path' && { example: exampleOf(property) }),
    }
  })
}

function shared(name: keyof typeof sharedParameters): object {
  return { $ref: `#/components/parameters/${name}` }
}

export const sharedParameters = {
  tenant: {
    name: 'X-Tenant-ID',
    in: 'header',
    required: false,
    description:
      'Id or slug of the tenant. It may also be named by `?tenant_id=`, by the path `/tenants/{tenant}/…`, or by the ' +
      'host; sources that disagree are refused. It only selects among the tenants the caller is a member of; keys and ' +
      'humans belong to one, and need not name it.',
    schema: { type: 'string', minLength: 1, maxLength: 63 },
    example: 'acme',
  },
  if_match: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'ETag of the row as it was read; the change is refused with 412 when the row has changed since.',
    schema: { type: 'string' },
    example: '"3"',
  },
  if_none_match: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'ETag of the row as it is known; answered with 304 when it has not changed.',
    schema: { type: 'string' },
    example: '"3"',
  },
  idempotency_key: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes it safe to send the call again: the same key with the same request replays the first answer ' +
      '(`Idempotent-Replayed: true`). Belongs to the caller, kept for at least 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    example: 'b7f6f2b8-0d0e-4b43-9a55-6f2f0f4c1e77',
  },
  request_id: {
    name: 'X-Request-ID',
    in: 'header',
    required: false,
    description: 'Echoed, logged, and the `instance` of a problem; made when absent or not sane.',
    schema: { type: 'string', maxLength: 128 },
    example: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f',
  },
} as const

/** Those that are required are in every answer whose response names them. */
export const sharedHeaders = {
  'X-Request-ID': { required: true, description: 'Id of the request, in logs too.', schema: { type: 'string' } },
  ETag: { required: true, description: 'Version of the row.', schema: { type: 'string' } },
  Location: { required: true, description: 'Path of what was made.', schema: { type: 'string' } },
  'Idempotent-Replayed': {
    description: '`true` when the answer is that of an earlier call.',
    schema: { type: 'string', enum: ['true'] },
  },
  'Retry-After': { description: 'Seconds to wait before trying again.', schema: { type: 'integer' } },
  'WWW-Authenticate': { required: true, description: 'How to authenticate.', schema: { type: 'string' } },
} as const
