import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

export const keyTypes = ['secret', 'publishable'] as const
export type KeyType = (typeof keyTypes)[number]

/** Let leak scanners, and people, know what they found. */
const prefixes: Readonly<Record<KeyType, string>> = { secret: 'stoa_sk_', publishable: 'stoa_pk_' }
const prefixLength = 8
const idLength = 32
const secretBytes = 20
const checksumLength = 8
const form = /^stoa_[sp]k_[0-9a-f]{80}$/

/** Whether a credential means to be one of our keys. */
export function looksLikeKey(token: string): boolean {
  return token.startsWith(prefixes.secret) || token.startsWith(prefixes.publishable)
}

/**
 * A new text of the key: prefix, the key's id, 160 random bits, and a CRC-32 over all of it, in hexadecimal. The id
 * makes the key found without its secret being searched for; the checksum tells a mistyped or truncated key from a real
 * one to whoever has nothing but the text.
 */
export function writeKey(kind: KeyType, id: string): string {
  const text = prefixes[kind] + id.replaceAll('-', '') + randomBytes(secretBytes).toString('hex')
  return text + checksumOf(text)
}

/** The id of the key a text is for; undefined for what was never a key, or is damaged. */
export function keyIdOf(token: string): string | undefined {
  if (!form.test(token)) return undefined
  const end = token.length - checksumLength
  if (checksumOf(token.slice(0, end)) !== token.slice(end)) return undefined
  const id = token.slice(prefixLength, prefixLength + idLength)
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What is stored of a key. Fast on purpose: 160 random bits cannot be found by trying, however fast. */
export function hashKey(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(checksumLength, '0')
}
