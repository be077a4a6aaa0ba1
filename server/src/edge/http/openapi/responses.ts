import type { RefusalType } from '@stoa/tenancy'
import type { Route } from '#platform/contract'
import { honoursNoneMatch, isTagged } from '../answer.ts'
import { csvType } from '../csv-body.ts'
import { isKeyed } from '../perform.ts'
import { exampleOf } from './example.ts'

/** The success of a route and its refusals, grouped by status. */
export function responsesOf(route: Route, refusals: readonly RefusalType[]): Record<string, object> {
  const responses: Record<string, object> = { [String(route.status ?? 200)]: successOf(route) }
  if (honoursNoneMatch(route)) {
    responses['304'] = { description: 'It is still as If-None-Match says', headers: headers('ETag') }
  }
  for (const status of [...new Set(refusals.map((refusal) => refusal.status))].sort()) {
    responses[String(status)] = refusedWith(refusals.filter((refusal) => refusal.status === status))
  }
  return responses
}

function successOf(route: Route): object {
  if (!route.answer || route.status === 204) return { description: 'Done', headers: headers() }
  const names = [
    ...(isTagged(route) ? ['ETag'] : []),
    ...(route.location ? ['Location'] : []),
    ...(isKeyed(route) ? ['Idempotent-Replayed'] : []),
  ]
  return {
    description: route.status === 201 ? 'Made' : 'Done',
    headers: headers(...names),
    content: {
      [route.answers ? csvType : 'application/json']: { schema: route.answer, example: exampleOf(route.answer) },
    },
  }
}

/** What refusals of a status can say beside their problem. */
const headersByStatus: Readonly<Record<number, readonly string[]>> = {
  401: ['WWW-Authenticate'],
  409: ['Retry-After'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

function refusedWith(refusals: readonly RefusalType[]): object {
  const status = refusals[0]!.status
  return {
    description: refusals.map((refusal) => `\`${refusal.code}\`: ${refusal.title}`).join('\n\n'),
    headers: headers(...(headersByStatus[status] ?? [])),
    content: {
      'application/problem+json': {
        schema: {
          $ref: '#/components/schemas/Problem',
          properties: { code: { type: 'string', enum: refusals.map((refusal) => refusal.code) } },
        },
        examples: Object.fromEntries(refusals.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  }
}

function headers(...names: string[]): Record<string, object> {
  return Object.fromEntries(['X-Request-ID', ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
