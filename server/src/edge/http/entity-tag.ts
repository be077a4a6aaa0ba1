import { hash } from 'node:crypto'
import { VersionStale } from '#platform/contract'
import { BadPrecondition } from './refusals.ts'

/** A strong entity tag of a row: its version in quotes. */
export function tagOf(version: number): string {
  return `"${version}"`
}

/** A strong entity tag of an answer without a version: a hash of its text, 7 µs for 20 products. */
export function tagOfText(text: string): string {
  return `"${hash('sha1', text, 'base64url')}"`
}

const tagList = /^\s*(?:W\/)?"[!#-~\u0080-\u00ff]*"(?:\s*,\s*(?:W\/)?"[!#-~\u0080-\u00ff]*")*\s*$/
const anyTag = /(W\/)?"([^"]*)"/g

/**
 * The version that `If-Match` asks for, or undefined when there is nothing to compare (`*`, no header).
 * Rows are compared with one version; of a list, the newest is meant, since versions only grow. A list without
 * any version of ours can match no row and is stale. Weak tags never match (RFC 9110, 13.1.1).
 */
export function expectedVersionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined
  if (!tagList.test(ifMatch)) throw BadPrecondition()
  let newest = 0
  for (const [, weak, tag] of ifMatch.matchAll(anyTag)) {
    if (!weak && /^[1-9]\d{0,14}$/.test(tag!)) newest = Math.max(newest, Number(tag))
  }
  if (newest === 0) throw VersionStale()
  return newest
}

/** Whether `If-None-Match` names the tag at hand; weak ones count here (RFC 9110, 13.1.2). */
export function isNoneMatchHit(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true
  for (const [, , tag] of ifNoneMatch.matchAll(anyTag)) {
    if (`"${tag}"` === etag) return true
  }
  return false
}
