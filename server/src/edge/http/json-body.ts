import { isUtf8 } from 'node:buffer'
import type { Fault } from '@stoa/tenancy'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { requirePlainText } from './body-text.ts'
import { BadJson, UnsupportedMediaType } from './refusals.ts'

const maxDepth = 32

/** Reads JSON bodies. Of two members with the same name the last one counts, as JavaScript does. */
export function acceptJsonBodies(app: FastifyInstance): void {
  const types = ['application/json', 'application/merge-patch+json']
  app.addContentTypeParser<Buffer>(types, { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, parseBody(request, body))
    } catch (error) {
      done(error as Error)
    }
  })
}

function parseBody(request: FastifyRequest, body: Buffer): unknown {
  if (request.routeOptions.config.takes) throw UnsupportedMediaType()
  requirePlainText(request)
  if (body.length === 0) return undefined
  if (!isUtf8(body)) throw BadJson('The body is not UTF-8.')
  return parseJson(body.toString('utf8'))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw BadJson()
  }
}

/** What is wrong with a parsed body whichever route it is for; see `findUnstorable`. */
export function faultsOfAnyBody(body: unknown): Fault[] {
  const faults: Fault[] = []
  findUnstorable(body, '/body', 0, faults)
  return faults
}

/**
 * Collects what PostgreSQL cannot hold (NUL, lone surrogates), what other readers cannot (integers beyond 2^53,
 * numbers beyond double), and what only attacks need (`__proto__`, deep nesting). Stops at the tenth fault.
 */
function findUnstorable(value: unknown, path: string, depth: number, faults: Fault[]): void {
  if (faults.length >= 10) return
  if (typeof value === 'string') {
    const fault = faultOfText(value)
    if (fault) faults.push({ path, ...fault })
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
      faults.push({ path, message: 'must be a number that every JSON reader holds exactly', code: 'out_of_range' })
    }
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= maxDepth) {
      faults.push({ path: '/body', message: `must not nest deeper than ${maxDepth} levels`, code: 'too_deep' })
    } else if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        findUnstorable(value[index], `${path}/${index}`, depth + 1, faults)
      }
    } else {
      findUnstorableMembers(value as Record<string, unknown>, path, depth, faults)
    }
  }
}

function findUnstorableMembers(value: Record<string, unknown>, path: string, depth: number, faults: Fault[]): void {
  for (const key of Object.keys(value)) {
    if (key === '__proto__') {
      faults.push({ path: `${path}/__proto__`, message: 'is not a name that can be used', code: 'unknown_field' })
    } else if (faultOfText(key)) {
      faults.push({ path, message: 'has a name with characters that cannot be stored', code: 'not_storable' })
    } else {
      findUnstorable(value[key], `${path}/${pointerTo(key)}`, depth + 1, faults)
    }
  }
}

/** NUL and lone surrogates have no representation in PostgreSQL text. */
export function faultOfText(text: string): Omit<Fault, 'path'> | undefined {
  if (!text.includes('\0') && text.isWellFormed()) return undefined
  return { message: 'must not contain NUL or lone surrogates', code: 'not_storable' }
}

/** A member's name as a segment of a JSON pointer (RFC 6901). */
export function pointerTo(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
