import { createHash, createHmac } from 'node:crypto'
import type { Tenant } from '../tenant.ts'

/** A binding's life. Short, so that a leaked one soon opens nothing; long enough to sign rarely. */
const lifeSeconds = 600
/** Tenants whose current binding is kept; more only means signing again. */
const kept = 20_000

/** Identifies a key without telling it: the first 16 hex digits of its SHA-256. */
export function bindingKeyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}

/**
 * Signs which tenant a transaction is bound to, and as of which epoch: `<tenant>.<epoch>.<expires>.<key id>.<mac>`. The
 * database verifies the mac with a key the runtime roles cannot read, so SQL smuggled into a query cannot bind another
 * tenant, and refuses an epoch that has passed.
 */
export class BindingSigner {
  private readonly key: Buffer
  private readonly keyId: string
  private readonly signed = new Map<string, { binding: string; epoch: number; renewAt: number }>()

  constructor(key: Buffer) {
    if (key.length < 32) throw new RangeError('a binding key has at least 32 bytes')
    this.key = key
    this.keyId = bindingKeyId(key)
  }

  /** @param tenant its id is a UUID in lower case */
  bindingFor({ id, epoch }: Pick<Tenant, 'id' | 'epoch'>): string {
    const now = Date.now()
    const current = this.signed.get(id)
    if (current && current.epoch === epoch && now < current.renewAt) return current.binding
    if (this.signed.size >= kept) this.signed.clear()
    const expires = Math.ceil(now / 1000) + lifeSeconds
    const message = `${id}.${String(epoch).padStart(16, '0')}.${expires}.${this.keyId}`
    const binding = `${message}.${createHmac('sha256', this.key).update(message).digest('hex')}`
    this.signed.set(id, { binding, epoch, renewAt: now + (lifeSeconds / 2) * 1000 })
    return binding
  }
}
