import type { Fault } from '@stoa/tenancy'
import { ValidationFailed } from '#platform/contract'
import type { ApiKey } from './api-key.ts'
import { normalNetwork } from './networks.ts'

/** The key with its networks and times in their one spelling; refuses what no schema can say. */
export function checkKey(key: ApiKey, now: string, before?: ApiKey): ApiKey {
  const errors: Fault[] = []
  const allowed_addresses = key.allowed_addresses.map((network, at) => {
    const normal = normalNetwork(network)
    if (normal === undefined)
      errors.push(fault(`/allowed_addresses/${at}`, 'must be an address or a network', 'network'))
    return normal ?? network
  })
  const expires_at = key.expires_at === null ? null : new Date(key.expires_at).toISOString()
  if (expires_at !== null && expires_at !== before?.expires_at && expires_at <= now) {
    errors.push(fault('/expires_at', 'must be in the future', 'past'))
  }
  if (key.kind === 'secret' && key.scopes.length === 0) {
    errors.push(fault('/scopes', 'must name what a secret key may do', 'required'))
  }
  if (key.kind === 'publishable' && key.scopes.length > 0) {
    errors.push(fault('/scopes', 'must be empty for a publishable key', 'publishable'))
  }
  if (errors.length > 0) throw ValidationFailed(undefined, { errors })
  return { ...key, allowed_addresses: [...new Set(allowed_addresses)], expires_at }
}

function fault(path: string, message: string, code: string): Fault {
  return { path: `/body${path}`, message, code }
}
