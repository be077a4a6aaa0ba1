const slugLength = 63
const uuidLength = 36
const dash = 45
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const notInSlug = /[^a-z0-9-]/
const notInHost = /[^a-z0-9._-]/

/** Any version, in lower or upper case, with dashes. */
export function isUuid(text: string): boolean {
  return text.length === uuidLength && uuidPattern.test(text)
}

/** Slugs and subdomains are DNS labels in lower case. The length is looked at first, so a huge value costs nothing. */
export function isSlug(text: string): boolean {
  return (
    text.length > 0 &&
    text.length <= slugLength &&
    text.charCodeAt(0) !== dash &&
    text.charCodeAt(text.length - 1) !== dash &&
    !notInSlug.test(text)
  )
}

/** A DNS name in ASCII and lower case, without port or trailing dot; underscores are tolerated because container names have them. */
export function isHostName(text: string): boolean {
  return (
    text.length > 0 &&
    text.length <= 253 &&
    !notInHost.test(text) &&
    !text.startsWith('.') &&
    !text.endsWith('.') &&
    !text.includes('..')
  )
}
