/** Where passkeys are good. */
export interface PasskeySettings {
  /** The domain they are made for, their relying party's id; those of another one are never shown to a page. */
  rpId: string
  /** What browsers and authenticators call it. */
  rpName: string
  /** Pages that may ask for them, under that domain. */
  origins: readonly string[]
}

/** Whether browsers make passkeys for it: a domain, as it is written, and more than a top-level one. */
export function isRpId(text: string): boolean {
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
  if (text === 'localhost') return true
  return text.length <= 253 && new RegExp(`^(${label}\\.)+(?!\\d+$)${label}$`).test(text)
}

/** Whether a page there may ask for passkeys of the domain: it is under it, and nobody on the way can change the page. */
export function isOriginOf(rpId: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, hostname, origin: canonical } = new URL(origin)
  if (canonical !== origin) return false
  if (hostname !== rpId && !hostname.endsWith(`.${rpId}`)) return false
  return protocol === 'https:' || (protocol === 'http:' && /(^|\.)localhost$/.test(hostname))
}
