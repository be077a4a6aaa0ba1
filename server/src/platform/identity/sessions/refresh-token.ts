import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'

/** Lets leak scanners know what they found. */
const prefix = 'stoa_rt_'
const sessionBytes = 16
const countBytes = 6
const macBytes = 32

/** What a refresh token says: which session it continues, and the how-manieth of that session it is. */
export interface RefreshToken {
  sessionId: string
  count: number
  mac: Buffer
}

/**
 * Refresh tokens are not stored, not even hashed. The session keeps a random salt and how many were handed out, and
 * token n is a keyed hash over both. So every token a session ever had is recognised as genuine when it comes again,
 * which is what tells reuse from guessing, and neither the database nor the key alone is enough to make one.
 */
export function writeRefreshToken(key: KeyObject, sessionId: string, count: number, salt: Buffer): string {
  const body = bodyOf(sessionId, count)
  return prefix + Buffer.concat([body, macOf(key, body, salt)]).toString('base64url')
}

/** Reads what has the form of a refresh token; whether it is genuine only the session's salt tells. */
export function readRefreshToken(token: string): RefreshToken | undefined {
  if (!token.startsWith(prefix)) return undefined
  const bytes = Buffer.from(token.slice(prefix.length), 'base64url')
  if (bytes.length !== sessionBytes + countBytes + macBytes) return undefined
  const hex = bytes.toString('hex', 0, sessionBytes)
  return {
    sessionId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    count: bytes.readUIntBE(sessionBytes, countBytes),
    mac: bytes.subarray(sessionBytes + countBytes),
  }
}

export function isGenuine(key: KeyObject, token: RefreshToken, salt: Buffer): boolean {
  return timingSafeEqual(token.mac, macOf(key, bodyOf(token.sessionId, token.count), salt))
}

function bodyOf(sessionId: string, count: number): Buffer {
  const body = Buffer.alloc(sessionBytes + countBytes)
  body.write(sessionId.replaceAll('-', ''), 'hex')
  body.writeUIntBE(count, sessionBytes, countBytes)
  return body
}

function macOf(key: KeyObject, body: Buffer, salt: Buffer): Buffer {
  return createHmac('sha256', key).update(body).update(salt).digest()
}
