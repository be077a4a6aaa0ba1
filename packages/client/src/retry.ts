import type { OperationShape } from './call.ts'
import { Refused, Unreachable } from './refusal.ts'

export interface RetryOptions {
  /** Tries in all. Default 4. */
  attempts: number
  /** Pause before the second try; it doubles each time and is cut by chance to half of that at least. Default 200. */
  firstPauseMs: number
  /** Longest pause, also where the server asks for a longer one; such a call is not tried again. Default 20,000. */
  longestPauseMs: number
}

export const defaultRetry: RetryOptions = { attempts: 4, firstPauseMs: 200, longestPauseMs: 20_000 }

/**
 * How long to wait before the next try, or undefined when this failure is final. What may have been done already is sent
 * again only where that has no second effect: reads, what is put or deleted at one place, and what carries a key.
 */
export function pauseBefore(
  attempt: number,
  error: unknown,
  { method, isKeyed }: OperationShape,
  { attempts, firstPauseMs, longestPauseMs }: RetryOptions,
): number | undefined {
  if (attempt >= attempts || !isPassing(error)) return undefined
  const isSafe = isKeyed || method === 'GET' || method === 'PUT' || method === 'DELETE'
  if (!isSafe && !isUndone(error)) return undefined
  const asked = error instanceof Refused ? (error.retryAfterSeconds ?? 0) * 1000 : 0
  if (asked > longestPauseMs) return undefined
  const grown = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs)
  return Math.max(asked, grown * (0.5 + Math.random() / 2))
}

/** Failures that a second try may not meet. */
function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  if (!(error instanceof Refused)) return false
  return error.status === 429 || error.status === 503 || error.code === 'idempotency.in_flight'
}

/** Whether the server refused before it did anything. */
function isUndone(error: unknown): boolean {
  return error instanceof Refused && (error.status === 429 || error.code.startsWith('tenancy.'))
}
