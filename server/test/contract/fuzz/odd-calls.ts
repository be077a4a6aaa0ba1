import fc, { type Arbitrary } from 'fast-check'
import { headOf, type WireCall } from '../client.ts'
import type { Operation } from '../document.ts'
import { valuesOf } from '../schema-values.ts'
import {
  brokenRequests,
  oddBodies,
  oddContentTypes,
  oddHeaders,
  oddMethods,
  oddNumbers,
  oddQueries,
  oddSegments,
  oddTexts,
} from './odd-values.ts'

/** A call of the fuzzer. */
export interface OddCall {
  operation: Operation
  /** What is odd about it. */
  what: string
  wire: WireCall
  /** Bytes that are sent instead, on a socket of their own. */
  bytes?: readonly string[]
  /** Whether method and path still lead to the operation, so that its own document counts. */
  isOfOperation: boolean
}

/** A good call of the operation, from which odd ones are made, and cursors that its list handed out. */
export interface Material {
  operation: Operation
  wire: WireCall
  cursors: readonly string[]
}

/** Calls of the operation as nobody should send them, and some as everybody may. */
export function oddCalls(material: Material): Arbitrary<OddCall> {
  const { operation, cursors } = material
  const kinds: { weight: number; arbitrary: Arbitrary<OddCall> }[] = [
    { weight: 2, arbitrary: withHeaders(material) },
    { weight: 2, arbitrary: withQuery(material) },
    { weight: 1, arbitrary: withMethod(material) },
    { weight: 1, arbitrary: broken(material) },
    { weight: 1, arbitrary: withBytes(material) },
  ]
  if (operation.body) kinds.push({ weight: 6, arbitrary: withBody(material) })
  if (operation.pathParameters.length > 0) kinds.push({ weight: 2, arbitrary: withPath(material) })
  if (cursors.length > 0) kinds.push({ weight: 2, arbitrary: withCursor(material) })
  return fc.oneof(...kinds)
}

const json = { 'content-type': 'application/json' }

function withBody({ operation, wire }: Material): Arbitrary<OddCall> {
  return fc.tuple(valuesOf(operation.body!.schema), fc.array(mutations, { maxLength: 3 })).map(([value, changes]) => {
    const body = changes.reduce((text, change) => change(text), written(value))
    const what = changes.length === 0 ? 'a good body' : 'a changed body'
    return { operation, what, wire: { ...wire, body }, isOfOperation: true }
  })
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? 'null'
}

type Mutation = (text: string) => string

/** Changes to one place of a JSON text: another value, another name, the same name twice, nothing at all. */
const mutations: Arbitrary<Mutation> = fc
  .tuple(
    fc.nat(),
    fc.oneof(
      fc.constantFrom(...oddTexts).map((text) => JSON.stringify(text)),
      fc.constantFrom(...oddNumbers),
      fc.constantFrom('null', 'true', '[]', '{}', '[[]]', '{"a":{}}', '[null]', '{"__proto__":1}'),
      fc.jsonValue({ maxDepth: 2 }).map(written),
    ),
    fc.constantFrom('value', 'name', 'twice', 'more'),
  )
  .map(
    ([at, odd, how]) =>
      (text) =>
        change(text, at, odd, how),
  )

const members = /"((?:[^"\\]|\\.)*)":("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|\[|\{)/g

function change(text: string, at: number, odd: string, how: string): string {
  const places = [...text.matchAll(members)]
  const place = places[at % Math.max(places.length, 1)]
  if (!place || how === 'more') return text.replace(/^\{/, `{"unknown":${odd}${text === '{}' ? '' : ','}`)
  const [whole, name, value] = place as unknown as [string, string, string]
  const isOpen = value === '[' || value === '{'
  const changed = {
    value: isOpen ? whole : `"${name}":${odd}`,
    name: `${odd.startsWith('"') ? odd : JSON.stringify(odd)}:${value}`,
    twice: `"${name}":${odd},${whole}`,
  }[how]!
  return text.slice(0, place.index) + changed + text.slice(place.index + whole.length)
}

function withBytes({ operation, wire }: Material): Arbitrary<OddCall> {
  const valid = String(wire.body ?? '{}')
  const bodies = fc.constantFrom(...oddBodies(valid))
  const types = fc.option(fc.constantFrom(...oddContentTypes), { nil: 'application/json' })
  return fc.tuple(bodies, types, fc.boolean()).map(([body, type, isDeclared]) => ({
    operation,
    what: 'another body',
    wire: {
      ...wire,
      body,
      headers: { ...wire.headers, 'content-type': isDeclared ? type : 'application/json' },
    },
    isOfOperation: true,
  }))
}

function withHeaders({ operation, wire }: Material): Arbitrary<OddCall> {
  return fc.constantFrom(...oddHeaders).map((odd) => ({
    operation,
    what: 'other headers',
    wire: { ...wire, headers: { ...wire.headers, ...odd } },
    isOfOperation: true,
  }))
}

function withQuery({ operation, wire }: Material): Arbitrary<OddCall> {
  const names = ['limit', 'sort', 'cursor', 'total', ...operation.query.map(({ name }) => name)]
  const odd = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...oddQueries))
  return odd.map(([name, query]) => ({
    operation,
    what: 'another query',
    wire: { ...wire, url: `${wire.url.split('?', 1)[0]}?${query.replaceAll('{}', name)}` },
    isOfOperation: true,
  }))
}

/** The place in a list that a cursor names, moved to where there is none. */
function withCursor({ operation, wire, cursors }: Material): Arbitrary<OddCall> {
  const values = fc.oneof(
    fc.constantFrom<unknown>(...oddTexts),
    fc.constantFrom(0, -1, 1e308, 2 ** 53, null, true, [], {}),
  )
  return fc.tuple(fc.constantFrom(...cursors), fc.nat({ max: 4 }), values).map(([cursor, at, value]) => {
    const { searchParams } = new URL(cursor, 'http://localhost')
    const parts = JSON.parse(Buffer.from(searchParams.get('cursor')!, 'base64url').toString())
    parts[at] = value
    searchParams.set('cursor', Buffer.from(JSON.stringify(parts)).toString('base64url'))
    const url = `${wire.url.split('?', 1)[0]}?${searchParams}`
    return { operation, what: 'a forged cursor', wire: { ...wire, url }, isOfOperation: true }
  })
}

function withPath({ operation, wire }: Material): Arbitrary<OddCall> {
  const odd = fc.oneof(
    fc.constantFrom(...oddSegments),
    fc.constantFrom(...oddTexts.filter((text) => text.isWellFormed() && text.length < 1_000)).map(encodeURIComponent),
  )
  const [path = '', query] = wire.url.split('?')
  const names = operation.path.split('/')
  const places = names.flatMap((name, index) => (name.startsWith('{') ? [index] : []))
  return fc.tuple(odd, fc.constantFrom(...places)).map(([segment, place]) => {
    const changed = path.split('/').with(place, segment).join('/')
    const url = query === undefined ? changed : `${changed}?${query}`
    return { operation, what: 'another path', wire: { ...wire, url }, isOfOperation: false }
  })
}

function withMethod({ operation, wire }: Material): Arbitrary<OddCall> {
  return fc.constantFrom(...oddMethods).map((method) => ({
    operation,
    what: 'another method',
    wire: { ...wire, method },
    isOfOperation: method === operation.method,
  }))
}

function broken({ operation, wire }: Material): Arbitrary<OddCall> {
  const head = headOf({ ...wire, headers: { ...wire.headers, ...json } }).slice(0, -2)
  const withoutType = head.replace(/^content-type: .*\r\n/gim, '')
  const requests = brokenRequests(wire.method, wire.url, withoutType, String(wire.body ?? '{}'))
  return fc
    .constantFrom(...requests)
    .map((bytes) => ({ operation, what: 'broken HTTP', wire, bytes, isOfOperation: false }))
}
