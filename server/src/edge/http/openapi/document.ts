import type { RefusalType } from '@stoa/tenancy'
import { Type } from 'typebox'
import type { Route } from '#platform/contract'
import { csvType } from '../csv-body.ts'
import { apiPrefix } from '../options.ts'
import { problemOf } from '../problem.ts'
import { isBodyOptional } from '../request-input.ts'
import { exampleOf } from './example.ts'
import { parametersOf, sharedHeaders, sharedParameters } from './parameters.ts'
import { refusalsOf } from './refusals-of.ts'
import { responsesOf } from './responses.ts'
import { schemesOf, securityOf } from './security.ts'

export interface DocumentOptions {
  routes: readonly Route[]
  /** What verifying a token can refuse. */
  refusals?: readonly RefusalType[]
  title: string
  version: string
}

const Problem = Type.Object(
  {
    type: Type.String({ format: 'uri-reference', description: 'Page that explains the code.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String({ description: 'Stable; what clients branch on.' }),
    instance: Type.String({ description: 'Id of the request.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          path: Type.String({ description: 'JSON pointer that begins with `/body`, `/query` or `/params`.' }),
          message: Type.String(),
          code: Type.String(),
        }),
      ),
    ),
  },
  { description: 'RFC 9457 problem details.' },
)

/** The OpenAPI 3.1 document, from the very schemas that validate and serialise. Needs no database and no server. */
export function openApiDocument(options: DocumentOptions): object {
  const { routes, refusals = [] } = options
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:([^/]+)/g, '{$1}')
    const server = route.isAtRoot ? { servers: [{ url: '/' }] } : {}
    paths[path] = { ...paths[path], ...server, [route.method.toLowerCase()]: operationOf(route, refusals) }
  }
  return asPlainJson({
    openapi: '3.1.0',
    info: {
      title: options.title,
      version: options.version,
      description:
        'A multi-tenant commerce backend. Errors are RFC 9457 problems; each code has a page under `/errors/`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: apiPrefix }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: schemesOf(routes),
      schemas: { Problem },
      examples: problemExamples(routes, refusals),
      parameters: onlyUsed(sharedParameters, paths, 'parameters'),
      headers: onlyUsed(sharedHeaders, paths, 'headers'),
    },
  })
}

function operationOf(route: Route, atDoors: readonly RefusalType[]): object {
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description && { description: route.description }),
    security: securityOf(route),
    parameters: parametersOf(route),
    ...(route.body && { requestBody: bodyOf(route) }),
    responses: responsesOf(route, refusalsOf(route, atDoors)),
  }
}

function bodyOf(route: Route): object {
  const content = { schema: route.body, example: exampleOf(route.body!) }
  return {
    required: !isBodyOptional(route),
    content: { [bodyTypeOf(route)]: content },
  }
}

function bodyTypeOf({ takes, method }: Route): string {
  if (takes) return csvType
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
}

const exampleRequestId = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f'

/** One problem for each code: written once, since most operations share most of them. */
function problemExamples(routes: readonly Route[], atDoors: readonly RefusalType[]): Record<string, object> {
  const used = new Set(routes.flatMap((route) => refusalsOf(route, atDoors)))
  return Object.fromEntries(
    [...used].map((refusal) => [refusal.code, { value: problemOf(refusal(), exampleRequestId) }]),
  )
}

/** Shared parts that some operation refers to. */
function onlyUsed(parts: Readonly<Record<string, object>>, paths: object, section: string): Record<string, object> {
  const text = JSON.stringify(paths)
  return Object.fromEntries(Object.entries(parts).filter(([name]) => text.includes(`#/components/${section}/${name}"`)))
}

/** Plain JSON: what a reader of the document gets, without anything TypeBox keeps on its schemas. */
function asPlainJson(document: object): object {
  return JSON.parse(JSON.stringify(document))
}
