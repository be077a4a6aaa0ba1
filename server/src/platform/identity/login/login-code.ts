import { createHmac, type KeyObject, randomInt, timingSafeEqual } from 'node:crypto'
import { newId } from '#platform/contract'

export const codeMinutes = 15
/** Tries per code: with one million codes, a guesser's chance is 1 in 200,000. */
export const codeAttempts = 5

export interface LoginCode {
  id: string
  /** Six digits. */
  code: string
}

export function newLoginCode(): LoginCode {
  return { id: newId(), code: String(randomInt(1_000_000)).padStart(6, '0') }
}

/** A keyed hash, because one million codes are soon tried; bound to this code's id, so equal codes differ. */
export function hashCode(key: KeyObject, { id, code }: LoginCode): Buffer {
  return createHmac('sha256', key).update(`${id} ${code}`).digest()
}

export function isCode(key: KeyObject, tried: LoginCode, hash: Buffer): boolean {
  return timingSafeEqual(hashCode(key, tried), hash)
}
