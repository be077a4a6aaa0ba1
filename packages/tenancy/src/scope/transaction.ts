import { clearAnswers, control, type Execution, execution } from '../wire/batch.ts'
import type { Connection } from '../wire/connection.ts'
import { isRefusedBySession } from '../wire/database-error.ts'
import { areDescribed, describeAll, forgetAll, isStalePreparation } from '../wire/describe.ts'
import type { LeasedConnections } from '../wire/leased-connections.ts'

const begin = control('begin')
const commit = control('commit')
const rollback = control('rollback')

/**
 * An interactive transaction on a connection of its own. BEGIN and the binding travel with its first batch, COMMIT
 * with its last, so n batches cost n round trips.
 */
export class Transaction {
  private readonly leased: LeasedConnections
  private readonly opening: readonly Execution[]
  private readonly holder: string | undefined
  private connection: Connection | undefined
  /** Batches run strictly one after the other, in the order they were asked for. */
  private tail: Promise<unknown> = Promise.resolve()

  /**
   * @param opening what follows BEGIN: the binding of a tenant's transaction
   * @param holder the tenant whose share of the connections it takes
   */
  constructor(leased: LeasedConnections, opening: readonly Execution[], holder?: string) {
    this.leased = leased
    this.opening = opening
    this.holder = holder
  }

  run(executions: readonly Execution[]): Promise<void> {
    return this.inOrder(() => this.send(executions))
  }

  /** Runs the last statements and commits, in one batch. */
  async commit(executions: readonly Execution[]): Promise<void> {
    await this.inOrder(() => this.send([...executions, execution(commit, [])]))
    this.giveBack()
  }

  async rollback(): Promise<void> {
    await this.tail.catch(() => {})
    const { connection } = this
    if (!connection) return
    try {
      await connection.run([execution(rollback, [])])
    } catch {
      // A connection that cannot roll back is closed; the server then rolls back by itself.
      await connection.close()
    }
    this.giveBack()
  }

  private inOrder(send: () => Promise<void>): Promise<void> {
    const sent = this.tail.then(send)
    this.tail = sent.catch(() => {})
    return sent
  }

  private async send(executions: readonly Execution[]): Promise<void> {
    if (this.connection) return this.sendOn(this.connection, executions)
    const first = [execution(begin, []), ...this.opening, ...executions]
    this.connection = await this.leased.lease(this.holder)
    try {
      await this.sendOn(this.connection, first)
    } catch (error) {
      if (!isStalePreparation(error) && !isRefusedBySession(error)) throw error
      await this.connection.run([execution(rollback, [])])
      clearAnswers(first)
      if (this.connection.isSuspect) await this.changeConnection()
      await this.sendOn(this.connection, first)
    }
  }

  /** Begins anew in another session; the suspect one is closed as it is given back. */
  private async changeConnection(): Promise<void> {
    this.giveBack()
    this.connection = await this.leased.lease(this.holder)
  }

  private async sendOn(connection: Connection, executions: readonly Execution[]): Promise<void> {
    try {
      if (!areDescribed(executions)) await describeAll(connection, executions)
      await connection.run(executions)
    } catch (error) {
      if (isStalePreparation(error)) forgetAll(connection, executions, error)
      throw error
    }
  }

  private giveBack(): void {
    if (this.connection) this.leased.release(this.connection, this.holder)
    this.connection = undefined
  }
}

/** A transaction of known statements on a connection of its own, in one round trip. */
export async function runApart(
  leased: LeasedConnections,
  executions: readonly Execution[],
  holder?: string,
): Promise<void> {
  const transaction = new Transaction(leased, [], holder)
  try {
    await transaction.commit(executions)
  } catch (error) {
    await transaction.rollback()
    throw error
  }
}
