import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** Equal for requests that ask for the same: method, path, query, and the body whatever its formatting (RFC 8785). */
export function requestHash(method: string, url: string, body: unknown): string {
  return hash('sha256', `${method} ${url}\n${canonicalize(body) ?? ''}`, 'hex')
}
