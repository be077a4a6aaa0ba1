import { keyOf, objectType, type Schema, typeOf } from './client-types.ts'

interface Parameter {
  $ref?: string
  name?: string
  in?: string
  required?: boolean
  schema?: Schema
}

interface Answered {
  $ref?: string
  content?: Record<string, { schema?: Schema & { properties?: { code?: { enum?: string[] } } } }>
}

interface Operation {
  operationId: string
  summary: string
  servers?: unknown
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> }
  responses: Record<string, Answered>
}

/** The API document, as far as the client is made from it. */
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>
}

interface Found {
  operation: Operation
  method: string
  path: string
}

const preamble = `// Made from the API document by scripts/generate-client.ts; do not edit.
import type { OperationShape } from './call.ts'

`

/** The source of the client's operations: their types, and what is known of them at run time. */
export function clientOperations(document: ApiDocument): string {
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.operationId)
      .map(([method, operation]) => ({ operation, method, path })),
  )
  const names = nouns(found)
  const declared = [...names].map(([key, name]) => `export type ${name} = ${key}\n`)
  const types = found.map(({ operation }) => typeLines(operation, names))
  const shapes = found.map(
    ({ operation, method, path }) => `  '${operation.operationId}': ${shapeOf(operation, method, path)},`,
  )
  return [
    preamble,
    ...declared,
    `\n/** What each operation is asked with, what it answers, and what it refuses with. */\nexport interface Operations {\n${types.join('\n')}\n}\n`,
    `\nexport const operations = {\n${shapes.join('\n')}\n} as const satisfies Record<keyof Operations, OperationShape>\n`,
  ].join('')
}

/** The rows that a noun's get or create answers are called like the noun. */
function nouns(found: readonly Found[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { operation } of found) {
    const [noun = '', verb = ''] = operation.operationId.split('.')
    const answer = answerOf(operation)
    if (!['get', 'create'].includes(verb) || answer?.type !== 'object') continue
    const name = singular(noun).replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
    if (![...names.values()].includes(name)) names.set(keyOf(answer), name)
  }
  return names
}

function singular(noun: string): string {
  return noun.endsWith('ies') ? `${noun.slice(0, -3)}y` : noun.replace(/(?<=[sxz]|[cs]h)es$|(?<!s)s$/, '')
}

function typeLines(operation: Operation, names: ReadonlyMap<string, string>): string {
  const answer = answerOf(operation)
  return [
    `  /** ${operation.summary}. */`,
    `  '${operation.operationId}': {`,
    `    request: ${requestType(operation, names)}`,
    `    answer: ${answer ? typeOf(answer, names) : 'undefined'}`,
    `    refuses: ${codesOf(operation).join(' | ') || 'never'}`,
    '  }',
  ].join('\n')
}

function requestType(operation: Operation, names: ReadonlyMap<string, string>): string {
  const said = (operation.parameters ?? []).filter((one) => one.in === 'path' || one.in === 'query')
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const properties = Object.fromEntries(said.map(({ name, schema }) => [name, schema ?? {}]))
  const required = said.filter((one) => one.required).map(({ name }) => name!)
  if (body) {
    properties.body = body
    if (operation.requestBody?.required) required.push('body')
  }
  return Object.keys(properties).length > 0 ? objectType({ properties, required }, names) : 'Record<never, never>'
}

function answerOf({ responses }: Operation): Schema | undefined {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  const [content] = Object.values(success?.content ?? {})
  return content?.schema
}

function codesOf({ responses }: Operation): string[] {
  const codes = Object.values(responses).flatMap(({ content }) => {
    return content?.['application/problem+json']?.schema?.properties?.code?.enum ?? []
  })
  return [...new Set(codes)].sort().map((code) => `'${code}'`)
}

function shapeOf(operation: Operation, method: string, path: string): string {
  const isKeyed = operation.parameters?.some(({ $ref }) => $ref?.endsWith('/idempotency_key'))
  const takesCsv = operation.requestBody?.content['text/csv']
  const notes = [
    isKeyed && 'isKeyed: true',
    takesCsv && "takes: 'text/csv'",
    operation.servers && 'isAtRoot: true',
  ].filter(Boolean)
  return `{ ${[`method: '${method.toUpperCase()}'`, `path: '${path}'`, ...notes].join(', ')} }`
}
