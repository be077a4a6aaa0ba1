import type { Method } from '#testing'

/** A JSON Schema, as far as the suite reads it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  pattern?: string
  const?: unknown
  enum?: unknown[]
  examples?: unknown[]
  default?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  minProperties?: number
  maxProperties?: number
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  patternProperties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
}

export interface Parameter {
  name: string
  schema: Schema
  required: boolean
}

/** Who a caller should be: a user with a role in a tenant, a customer of it, an operator, any user, anybody. */
export type Door = 'tenant' | 'human' | 'superadmin' | 'user' | 'public'

export interface DocumentedResponse {
  /** By lower-case name: whether every answer of this status has it. */
  headers: ReadonlyMap<string, boolean>
  /** By media type; empty where there is no body. */
  bodies: ReadonlyMap<string, Schema>
  /** Codes of the refusals with this status. */
  codes: readonly string[]
}

/** An operation as the API document describes it: the suite knows nothing else of it. */
export interface Operation {
  id: string
  method: Method
  /** Whole path, parameters as `{id}`. */
  path: string
  door: Door
  /** The kinds of caller it lets in, by what they show; empty where nobody is asked. */
  callers: readonly string[]
  pathParameters: readonly Parameter[]
  query: readonly Parameter[]
  /** Which of the shared headers it honours: `tenant`, `if_match`, `if_none_match`, `idempotency_key`. */
  honours: readonly string[]
  body: { type: string; required: boolean; schema: Schema; example: unknown } | undefined
  responses: ReadonlyMap<number, DocumentedResponse>
  /** The status of success. */
  success: number
  /** Every code it can refuse with. */
  codes: ReadonlySet<string>
}

export interface ApiDocument {
  operations: readonly Operation[]
  components: Record<string, Record<string, unknown>>
  operation(id: string): Operation
}

interface DocumentedOperation {
  operationId: string
  security?: Record<string, unknown>[]
  parameters?: ({ $ref: string } | (Parameter & { in: string; $ref?: undefined }))[]
  requestBody?: { required: boolean; content: Record<string, { schema: Schema; example: unknown }> }
  responses: Record<string, WrittenResponse>
}

interface WrittenResponse {
  headers?: Record<string, { $ref: string }>
  content?: Record<string, { schema: Schema }>
}

interface WrittenDocument {
  servers: { url: string }[]
  paths: Record<string, Record<string, DocumentedOperation> & { servers?: { url: string }[] }>
  components: Record<string, Record<string, unknown>>
}

export function readDocument({ paths, servers, components }: WrittenDocument): ApiDocument {
  const headers = components.headers as Record<string, { required?: boolean }>
  const operations = Object.entries(paths).flatMap(([path, { servers: own = servers, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => {
      const prefix = own[0]!.url === '/' ? '' : own[0]!.url
      return readOperation(method.toUpperCase() as Method, prefix + path, operation, headers)
    }),
  )
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  return {
    operations,
    components,
    operation(id) {
      const found = byId.get(id)
      if (!found) throw new Error(`the document has no operation ${id}`)
      return found
    },
  }
}

function readOperation(
  method: Method,
  path: string,
  written: DocumentedOperation,
  headers: Record<string, { required?: boolean }>,
): Operation {
  const { operationId: id, security, parameters = [], requestBody } = written
  const honours = parameters.flatMap(({ $ref }) => ($ref ? nameIn($ref) : []))
  const own = parameters.filter((parameter) => parameter.$ref === undefined) as (Parameter & { in: string })[]
  const responses = new Map(
    Object.entries(written.responses).map(([status, response]) => [Number(status), readResponse(response, headers)]),
  )
  const callers = (security ?? []).flatMap(Object.keys)
  const codes = new Set([...responses.values()].flatMap((response) => response.codes))
  const [body] = Object.entries(requestBody?.content ?? {})
  return {
    id,
    method,
    path,
    door: doorOf(callers, honours, codes),
    callers,
    pathParameters: own.filter((parameter) => parameter.in === 'path'),
    query: own.filter((parameter) => parameter.in === 'query'),
    honours,
    body: body && { type: body[0], required: requestBody!.required, ...body[1] },
    responses,
    success: [...responses.keys()].find((status) => status < 300)!,
    codes,
  }
}

function readResponse(
  { headers = {}, content = {} }: WrittenResponse,
  shared: Record<string, { required?: boolean }>,
): DocumentedResponse {
  const schemas = Object.entries(content).map(([type, { schema }]) => [type, schema] as const)
  return {
    headers: new Map(
      Object.entries(headers).map(([name, { $ref }]) => [name.toLowerCase(), shared[nameIn($ref)]?.required === true]),
    ),
    bodies: new Map(schemas),
    codes: schemas.flatMap(([, schema]) => (schema.properties?.code?.enum ?? []) as string[]),
  }
}

/** What tells apart what users may do: what is refused to them. */
function doorOf(callers: readonly string[], honours: readonly string[], codes: ReadonlySet<string>): Door {
  if (callers.length === 0) return 'public'
  if (!callers.includes('user')) return 'human'
  if (codes.has('access.superadmin_only')) return 'superadmin'
  return honours.includes('tenant') ? 'tenant' : 'user'
}

function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}
