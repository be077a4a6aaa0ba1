import { type Static, Type } from 'typebox'
import { Id, nullable, Timestamp } from '#platform/contract'

/** Life of a session. After it the person logs in again, however often the session was used. */
export const sessionDays = 30

/** A session as its owner sees it. */
export const SessionAnswer = Type.Object({
  id: Id,
  user_agent: nullable(Type.String({ examples: ['Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'] })),
  address: Type.String({ description: 'Network address it was last used from.', examples: ['192.0.2.7'] }),
  created_at: Timestamp,
  last_used_at: Timestamp,
  expires_at: Timestamp,
  is_current: Type.Boolean({ description: 'Whether this request belongs to it.' }),
})
export type SessionAnswer = Static<typeof SessionAnswer>

/** Where a request came from, as far as it says. */
export interface Device {
  address: string
  userAgent: string | undefined
}

/** The columns that remember a device, cut to what they hold. */
export function deviceColumns(device: Device) {
  return { address: device.address.slice(0, 64), user_agent: device.userAgent?.slice(0, 512) ?? null }
}
