import { type Doors, Recent } from '@stoa/tenancy'
import type { ActingKey } from '#platform/contract'
import { tokenChallenge } from '../tokens/access-token.ts'
import { hashKey, keyIdOf } from './key-text.ts'
import type { LastUses } from './last-uses.ts'
import { keyIdIn } from './notices.ts'
import { KeyAddressRefused, KeyExpired, KeyInvalid, KeyRevoked } from './refusals.ts'
import { findStoredKey } from './store.ts'
import { type StoredKey, secretShown, storedKey } from './stored-key.ts'

/** A key was shown from an address its tenant does not expect it from: it may be in other hands. */
export interface KeyEvent {
  code: 'api_key.address_refused'
  keyId: string
  tenantId: string
  address: string
}

export interface KeyRingParts {
  doors: Doors
  clock: () => Date
  lastUses: LastUses
  onSecurityEvent: (event: KeyEvent) => void
}

/** Keys remembered; one is about 1 kB. */
const rememberedKeys = 10_000
/** Ids remembered for not being there; apart, so that inventing some drives no key out. */
const rememberedStrangers = 1_000
/** How long what was read is believed while no notices come. */
const believedMs = 500
/** How often a key is read again because of notices, which anybody connected to the database can send without end. */
const maxReadings = 3

interface Known {
  key: StoredKey | undefined
  readAt: number
}

interface Reading {
  result: Promise<StoredKey | undefined>
  /** A notice came since it began, so what it brings may be from before. */
  isOutdated: boolean
}

/**
 * Tells who shows a key. A key is read once and remembered until a notice says that it is not what it was; what
 * is no key at all is refused without asking anybody.
 */
export class KeyRing {
  private readonly parts: KeyRingParts
  private readonly known = new Recent<string, Known>(rememberedKeys)
  private readonly strangers = new Recent<string, Known>(rememberedStrangers)
  private readonly readings = new Map<string, Reading>()
  private isWatched = false

  constructor(parts: KeyRingParts) {
    this.parts = parts
  }

  /** @param from.ip address the request came from, asked for only where the key is bound to some */
  authenticate(token: string, from: { readonly ip: string }): ActingKey | Promise<ActingKey> {
    const id = keyIdOf(token)
    if (id === undefined) throw KeyInvalid(undefined, tokenChallenge)
    const known = this.known.get(id) ?? this.strangers.get(id)
    if (known && this.isBelieved(known)) return this.judge(token, known.key, from)
    return this.read(id).then((key) => this.judge(token, key, from))
  }

  /** Takes a notice from the channel. */
  hear(payload: string): void {
    const id = keyIdIn(payload)
    if (id === undefined) return
    this.known.delete(id)
    this.strangers.delete(id)
    const reading = this.readings.get(id)
    if (reading) reading.isOutdated = true
  }

  /** Whether notices reach this process. While they do not, nothing is believed for long; when they do again, nothing of before. */
  watched(isWatched: boolean): void {
    this.isWatched = isWatched
    if (!isWatched) return
    this.known.clear()
    this.strangers.clear()
    for (const reading of this.readings.values()) reading.isOutdated = true
  }

  private judge(token: string, key: StoredKey | undefined, from: { readonly ip: string }): ActingKey {
    const shown = key && secretShown(key, hashKey(token))
    if (!key || !shown) throw KeyInvalid(undefined, tokenChallenge)
    if (key.isRevoked) throw KeyRevoked(undefined, tokenChallenge)
    const now = this.parts.clock().getTime()
    if (now >= key.expiresAt || (shown === 'previous' && now >= key.previousUntil)) {
      throw KeyExpired(undefined, tokenChallenge)
    }
    if (key.isAllowedFrom && !key.isAllowedFrom(from.ip)) {
      const { id: keyId, tenantId } = key.actor
      this.parts.onSecurityEvent({ code: 'api_key.address_refused', keyId, tenantId, address: from.ip })
      throw KeyAddressRefused()
    }
    this.parts.lastUses.note(key.actor.id, now)
    return key.actor
  }

  private isBelieved({ readAt }: Known): boolean {
    return this.isWatched || performance.now() - readAt < believedMs
  }

  /** Many who show the same key at once cause one query. */
  private read(id: string): Promise<StoredKey | undefined> {
    const reading = this.readings.get(id)
    if (reading) return reading.result
    const begun: Reading = { result: Promise.resolve(undefined), isOutdated: false }
    begun.result = this.readUntilCurrent(id, begun).finally(() => this.readings.delete(id))
    this.readings.set(id, begun)
    return begun.result
  }

  /** What was outdated each time is answered, being no older than its query, and not remembered. */
  private async readUntilCurrent(id: string, reading: Reading): Promise<StoredKey | undefined> {
    for (let readings = 1; ; readings++) {
      reading.isOutdated = false
      const readAt = performance.now()
      const row = await this.parts.doors.system({ actor: { kind: 'system' }, mode: 'read' }, (scope) =>
        scope.first(findStoredKey, { id }),
      )
      if (reading.isOutdated && readings < maxReadings) continue
      const key = row && storedKey(row)
      if (!reading.isOutdated) (key ? this.known : this.strangers).set(id, { key, readAt })
      return key
    }
  }
}
