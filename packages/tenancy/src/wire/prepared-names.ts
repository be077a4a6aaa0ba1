import { randomBytes } from 'node:crypto'
import type { Prepared } from './batch.ts'

/** Statements kept prepared on one connection; each costs the server a few kB. */
const ownLimit = 1_000

/** The same behind a pooler, where sessions live on and keep what every connection prepared in them. */
const pooledLimit = 200

/** What one connection calls the statements it has prepared. */
export class PreparedNames {
  private readonly names = new Map<Prepared, string>()
  private readonly nameStatement: ((text: string) => string) | undefined
  /** Unguessable, so that SQL smuggled into another batch cannot prepare a statement under a name we will use. */
  private readonly prefix = randomBytes(9).toString('base64url')
  private count = 0

  /** @param nameStatement behind a pooler: calls a statement the same in every session */
  constructor(nameStatement: ((text: string) => string) | undefined) {
    this.nameStatement = nameStatement
  }

  get(prepared: Prepared): string | undefined {
    return this.names.get(prepared)
  }

  delete(prepared: Prepared): void {
    this.names.delete(prepared)
  }

  /** The statement that has to be forgotten before another one is named. */
  get surplus(): Prepared | undefined {
    if (this.nameStatement || this.names.size < ownLimit) return undefined
    return this.names.keys().next().value
  }

  /** A name for the statement; empty when the connection should keep no more. */
  assign(prepared: Prepared): string {
    if (this.nameStatement && this.names.size >= pooledLimit) return ''
    const name = this.nameStatement?.(prepared.text) ?? this.prefix + (this.count++).toString(36)
    this.names.set(prepared, name)
    return name
  }
}
