import { isIPv6 } from 'node:net'
import type { SystemScope } from '@stoa/tenancy'
import { countUse } from './store.ts'

/** How often something may be tried per window of 15 minutes. */
export interface LoginLimits {
  /** Codes asked for, per mail address. */
  codesPerEmail: number
  /** Codes asked for, per network address. */
  codesPerAddress: number
  /** Codes tried, per network address, whosever they are. */
  triesPerAddress: number
  /** Logins with a passkey begun, per network address; pages begin one whenever they are opened. */
  passkeyLoginsPerAddress: number
  /** Logins with a passkey begun, per mail address that was given. */
  passkeyLoginsPerEmail: number
  /** Registrations of passkeys begun, per user. */
  passkeysPerUser: number
}

export const defaultLoginLimits: LoginLimits = {
  codesPerEmail: 5,
  codesPerAddress: 30,
  triesPerAddress: 60,
  passkeyLoginsPerAddress: 120,
  passkeyLoginsPerEmail: 20,
  passkeysPerUser: 30,
}

const windowMs = 15 * 60 * 1000

/** One use of something limited. */
interface Use {
  key: string
  allowed: number
}

/**
 * Counts the uses, exactly and across processes, and tells how many seconds to wait when one is beyond its limit.
 * Callers name them in one order (network before mail), so that two of them never wait for each other.
 */
export async function spend(scope: SystemScope, uses: readonly Use[]): Promise<number> {
  const window_ends_at = new Date(Date.parse(scope.now) + windowMs).toISOString()
  const counted = await Promise.all(
    uses.map(({ key }) => scope.first(countUse, { key, now: scope.now, window_ends_at })),
  )
  const waits = counted.map((count, index) => {
    if (!count || count.used <= uses[index]!.allowed) return 0
    return Math.ceil((Date.parse(count.window_ends_at) - Date.parse(scope.now)) / 1000)
  })
  return Math.max(0, ...waits)
}

/** What counts as one network: an IPv4 address, or the /64 that every IPv6 host has to itself. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('%')[0]!.toLowerCase().split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  const groups = [...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}
