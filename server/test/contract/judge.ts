import { type AnySchema, type ErrorObject, Ajv2020 as Validator } from 'ajv/dist/2020.js'
import { addFormats } from '../../src/edge/http/formats.ts'
import type { Answer } from './client.ts'
import type { ApiDocument, DocumentedResponse, Operation, Schema } from './document.ts'

/** Says everything in which an answer is not what the document tells of the operation. */
export type Judge = (operation: Operation, answer: Answer) => string[]

/** What the server says in every answer, whatever was asked: transport, caching, and what protects browsers. */
const ofEveryAnswer = new Set([
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'date',
  'keep-alive',
  'referrer-policy',
  'strict-transport-security',
  'transfer-encoding',
  'vary',
  'x-content-type-options',
  'x-frame-options',
])

/** Without these an answer could be run, or kept and shown to somebody else. */
const protections: Readonly<Record<string, RegExp>> = {
  'cache-control': /^private, no-cache$|^no-store$/,
  'content-security-policy': /^default-src 'none'/,
  vary: /Authorization.*X-Tenant-ID/i,
  'x-content-type-options': /^nosniff$/,
}

/** What is the same for everybody may be kept by caches that all share. */
const mayBeShared = new Set(['cache-control', 'vary'])

export function createJudge({ components }: ApiDocument): Judge {
  const fits = bodyCheck(components)
  return (operation, answer) => {
    const documented = operation.responses.get(answer.status)
    if (!documented) return [`status ${answer.status} is not documented: ${answer.body.slice(0, 300)}`]
    return [
      ...judgeHeaders(operation, documented, answer),
      ...judgeBody(documented, answer, fits),
      ...judgeMeaning(operation, documented, answer),
    ]
  }
}

function judgeHeaders({ door }: Operation, documented: DocumentedResponse, { headers, status }: Answer): string[] {
  const missing = [...documented.headers].filter(([name, isRequired]) => isRequired && headers[name] === undefined)
  const undocumented = Object.keys(headers).filter((name) => !ofEveryAnswer.has(name) && !documented.headers.has(name))
  const isForAll = door === 'public' && status < 400
  const unprotected = Object.entries(protections).filter(
    ([name, value]) => !value.test(headers[name] ?? '') && !(isForAll && mayBeShared.has(name)),
  )
  return [
    ...missing.map(([name]) => `header ${name} is documented and not there`),
    ...undocumented.map((name) => `header ${name} is not documented: ${headers[name]}`),
    ...unprotected.map(([name]) => `header ${name} does not protect the answer: ${headers[name]}`),
  ]
}

function judgeBody({ bodies }: DocumentedResponse, { headers, body }: Answer, fits: BodyCheck): string[] {
  if (bodies.size === 0) return body === '' ? [] : [`a body is not documented: ${body.slice(0, 300)}`]
  const type = headers['content-type'] ?? 'none'
  const schema = bodies.get(type.split(';')[0]!)
  if (!schema) return [`content type ${type} is not documented`]
  if (!/;\s*charset=utf-8$/.test(type)) return [`content type ${type} does not name UTF-8`]
  return type.startsWith('text/csv') ? [] : fits(schema, body)
}

/** What headers and body say must be the same. */
function judgeMeaning(operation: Operation, { codes }: DocumentedResponse, answer: Answer): string[] {
  const { status, headers, body } = answer
  if (body === '' || headers['content-type']?.startsWith('text/csv')) return []
  let said: Record<string, unknown>
  try {
    said = JSON.parse(body)
  } catch {
    return [`the body is not JSON: ${body.slice(0, 100)}`]
  }
  const faults: string[] = []
  if (codes.length > 0 && said.status !== status) faults.push(`the problem says status ${said.status} of a ${status}`)
  if (codes.length > 0 && said.instance !== headers['x-request-id']) faults.push('instance is not the request id')
  // What shows no version has the tag of its text.
  if (headers.etag && 'version' in said && headers.etag !== `"${said.version}"`)
    faults.push(`ETag ${headers.etag} of version ${said.version}`)
  if (status === 201 && !headers.location) faults.push(`${operation.id} makes something and does not say where it is`)
  return faults
}

type BodyCheck = (schema: Schema, body: string) => string[]

function bodyCheck(components: ApiDocument['components']): BodyCheck {
  const validator = new Validator({ allErrors: true, strict: false })
  addFormats(validator)
  validator.addSchema({ $id: 'document', components: closed(components as Schema) as object })
  const checks = new WeakMap<Schema, (body: unknown) => ErrorObject[]>()
  return (schema, body) => {
    let check = checks.get(schema)
    if (!check) {
      const validate = validator.compile(withDocument(closed(schema)) as AnySchema)
      check = (value) => (validate(value) ? [] : (validate.errors ?? []))
      checks.set(schema, check)
    }
    try {
      return check(JSON.parse(body)).map(
        ({ instancePath, message, params }) => `body${instancePath} ${message} ${JSON.stringify(params)}`,
      )
    } catch {
      return [`the body is not JSON: ${body.slice(0, 100)}`]
    }
  }
}

/** The schema as strict as it is meant: what it does not name must not be there. */
function closed(schema: Schema): Schema {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(closed) as unknown as Schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value as Schema)]))
  const isOpenObject = 'properties' in schema && !('additionalProperties' in schema) && !('allOf' in schema)
  const isSchema = isOpenObject && typeof schema.properties === 'object' && schema.type !== undefined
  return isSchema && !schema.patternProperties ? { ...inner, additionalProperties: false } : inner
}

function withDocument(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'))
}
