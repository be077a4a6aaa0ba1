import { defaultCatalogueBudget } from '../wire/catalogue-budget.ts'
import type { ConnectionOptions } from '../wire/connection.ts'
import { LeasedConnections, type LeasedOptions } from '../wire/leased-connections.ts'
import { SharedConnections } from '../wire/shared-connections.ts'
import { JointWrites } from './joint-writes.ts'

/** How many connections each role may have of each kind, and how deep they are used. */
export interface ConnectionLimits {
  /** Shared by reads. */
  reads: number
  /**
   * Shared by one-batch writes: apart from reads, because a write may wait for a row's lock; and more, because each
   * waits for its commit to reach the disk, and only commits of several connections reach it together.
   */
  writes: number
  /** Lent to interactive transactions and slow statements. */
  leased: number
  /** Batches under way on one shared connection. */
  depth: number
  waitTimeoutMs: number
  /** Statements one connection prepares before it is replaced, which bounds the memory of its backend. */
  catalogueBudget: number
}

export const defaultLimits: ConnectionLimits = {
  reads: 4,
  writes: 8,
  leased: 8,
  depth: 16,
  waitTimeoutMs: 5_000,
  catalogueBudget: defaultCatalogueBudget,
}

/** Works that only insert and wait for somebody else's lock all the same; rare, and kept from taking the lent ones. */
const heldUpAtOnce = 2

type Preparation = Pick<ConnectionOptions, 'prepare' | 'nameStatement'>

/** The connections of one database role. */
export class RoleConnections {
  readonly reads: SharedConnections
  readonly writes: SharedConnections
  readonly jointWrites: JointWrites
  readonly leased: LeasedConnections
  private readonly heldUp: LeasedConnections

  constructor(url: string, applicationName: string, preparation: Preparation, limits: ConnectionLimits) {
    const { waitTimeoutMs, catalogueBudget } = limits
    const options = { url, applicationName, ...preparation, catalogueBudget, connectTimeoutMs: waitTimeoutMs }
    this.reads = new SharedConnections({ ...options, size: limits.reads, depthLimit: limits.depth, onlyReads: true })
    this.writes = new SharedConnections({ ...options, size: limits.writes, depthLimit: limits.depth })
    const lent: LeasedOptions = {
      ...options,
      // A statement that a pooler's session lacks would end a transaction that has done something already.
      prepare: preparation.prepare && preparation.nameStatement === undefined,
      size: limits.leased,
      waitTimeoutMs,
    }
    this.leased = new LeasedConnections(lent)
    this.heldUp = new LeasedConnections({ ...lent, size: heldUpAtOnce })
    this.jointWrites = new JointWrites(this.writes, this.heldUp)
  }

  get stats() {
    return { reads: this.reads.stats, writes: this.writes.stats, leased: this.leased.stats, held_up: this.heldUp.stats }
  }

  async close(): Promise<void> {
    await Promise.all([this.reads.close(), this.writes.close(), this.leased.close(), this.heldUp.close()])
  }
}
