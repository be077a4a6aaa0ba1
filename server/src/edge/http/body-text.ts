import type { FastifyRequest } from 'fastify'
import { UnsupportedMediaType } from './refusals.ts'

/** Refuses a body that is packed, or says that it is written in anything but UTF-8. */
export function requirePlainText({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw UnsupportedMediaType()
  if (/charset=(?!"?utf-?8"?\s*(?:;|$))/i.test(headers['content-type'] ?? '')) throw UnsupportedMediaType()
}
