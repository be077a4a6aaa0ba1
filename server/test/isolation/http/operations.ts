import type { FastifyInstance } from 'fastify'
import type { Method } from '#testing'

/** As far as the suite reads it. */
export interface Schema {
  type?: string | string[]
  format?: string
  pattern?: string
  enum?: unknown[]
  minLength?: number
  maxLength?: number
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
}

export interface Parameter {
  name: string
  schema: Schema
}

/** An operation of the API document: a new route is attacked without being named. */
export interface Operation {
  id: string
  method: Method
  /** Whole path, parameters as `{id}`. */
  path: string
  door: 'tenant' | 'storefront' | 'human' | 'public' | 'other'
  /** Kinds of caller it lets in, as the document names them. */
  callers: string[]
  pathParameters: Parameter[]
  query: Parameter[]
  /** Which of the shared headers it honours: `if_match`, `if_none_match`, `idempotency_key`. */
  honours: string[]
  body: { example: unknown; schema: Schema } | undefined
}

interface Documented {
  operationId: string
  security?: object[]
  parameters?: ({ $ref: string } | (Parameter & { in: string; $ref?: undefined }))[]
  requestBody?: { content: Record<string, { schema: Schema; example: unknown }> }
}

export async function operationsOf(app: FastifyInstance): Promise<Operation[]> {
  const { paths, servers } = (await app.inject('/api/v1/openapi.json')).json()
  const documented = Object.entries<Record<string, Documented> & { servers?: { url: string }[] }>(paths)
  return documented.flatMap(([path, { servers: own = servers, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => {
      const prefix = own[0].url === '/' ? '' : own[0].url
      return read(method.toUpperCase() as Method, prefix + path, operation)
    }),
  )
}

function read(method: Method, path: string, { operationId, security = [], parameters = [], requestBody }: Documented) {
  const honours = parameters.flatMap(({ $ref }) => $ref?.split('/').at(-1) ?? [])
  const declared = parameters.filter((parameter) => parameter.$ref === undefined) as (Parameter & { in: string })[]
  const [body] = Object.values(requestBody?.content ?? {})
  const callers = security.flatMap((way) => Object.keys(way))
  const operation: Operation = {
    id: operationId,
    method,
    path,
    door: doorOf(callers, honours),
    callers,
    pathParameters: declared.filter((parameter) => parameter.in === 'path'),
    query: declared.filter((parameter) => parameter.in === 'query'),
    honours,
    body: body && { schema: body.schema, example: body.schema.anyOf ? body.example : (body.example ?? {}) },
  }
  return operation
}

function doorOf(callers: readonly string[], honours: readonly string[]): Operation['door'] {
  if (callers.length === 0) return 'public'
  if (!honours.includes('tenant')) return 'other'
  if (callers.includes('publishable_key')) return 'storefront'
  return callers.includes('user') ? 'tenant' : 'human'
}

/** Whether a call happens inside one tenant. */
export const isInTenant = ({ door }: Operation): boolean => door !== 'public' && door !== 'other'

export const isUuid = ({ format, anyOf }: Schema): boolean => format === 'uuid' || (anyOf?.some(isUuid) ?? false)

/** Free text: what a caller may ask for by name. */
export const isText = ({ type, enum: words, format }: Schema) => type === 'string' && !words && format !== 'uuid'

/** Bodies with each uuid of the schema, however deep, set to the value in turn. */
export function bodiesWith(schema: Schema, example: unknown, value: string): { at: string; body: unknown }[] {
  if (isUuid(schema)) return [{ at: '', body: value }]
  const inner = schema.anyOf?.find(({ properties, items }) => properties || items) ?? schema
  if (inner.items) {
    const [first] = Array.isArray(example) ? example : []
    return bodiesWith(inner.items, first ?? {}, value).map(({ at, body }) => ({ at: `/0${at}`, body: [body] }))
  }
  const whole = typeof example === 'object' && example !== null ? example : {}
  return Object.entries(inner.properties ?? {}).flatMap(([name, property]) =>
    bodiesWith(property, (whole as Record<string, unknown>)[name], value).map(({ at, body }) => ({
      at: `/${name}${at}`,
      body: { ...whole, [name]: body },
    })),
  )
}
