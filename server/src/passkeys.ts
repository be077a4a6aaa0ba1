import { isOriginOf, isRpId, type PasskeySettings } from '#platform/identity'
import type { EnvReader } from './env-reader.ts'

/** What is known of a deployment where nothing is said of passkeys. */
interface Deployment {
  rpName: string
  /** Under which tenants are reached. */
  domain: string | undefined
  /** Origins of the pages that may call. */
  pages: readonly string[]
  /** On which it listens. */
  port: number
}

/**
 * Where passkeys are good; undefined where no domain is said.
 * @param names of the variables
 */
export function readPasskeys(
  read: EnvReader,
  names: { rpId: string; origins: string },
  { rpName, domain, pages, port }: Deployment,
): PasskeySettings | undefined {
  const rpId = read.text(names.rpId)?.toLowerCase() ?? domain
  const allowed = 'origins under the domain of the passkeys, with https, such as ["https://console.shop.example"]'
  if (rpId === undefined) {
    if (read.text(names.origins) !== undefined) {
      read.fault(names.origins, `is given without ${names.rpId}`, 'the domain that passkeys are made for beside it')
    }
    return undefined
  }
  // A base domain that is not one for passkeys (an address, a top-level domain) only does without them.
  if (!isRpId(rpId)) {
    if (read.text(names.rpId) === undefined) return undefined
    read.fault(names.rpId, `is no domain for passkeys: ${rpId}`, 'a domain such as shop.example, or localhost')
  }
  const given = read.jsonArray(names.origins, (origin) => isOriginOf(rpId, origin), allowed)
  if (given.length > 0) return { rpId, rpName, origins: given }
  const itself = rpId === 'localhost' ? `http://localhost:${port}` : `https://${rpId}`
  return { rpId, rpName, origins: [itself, ...pages.filter((page) => isOriginOf(rpId, page) && page !== itself)] }
}
