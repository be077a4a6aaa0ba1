import { setTimeout as pause } from 'node:timers/promises'
import { type Actor, DatabaseError, type Doors, type SystemScope } from '@stoa/tenancy'
import { announceTenant } from '../store.ts'
import { endPurge, findTables, findWriters, purgeRows, purgeSchema } from './store.ts'

export interface PurgeOptions {
  actor: Actor
  /** Rows deleted in one transaction: nobody waits for a purge longer than for that. Default 1,000. */
  batch?: number
  /** Told after each step: the table, and how many of its rows are gone. */
  onProgress?: (table: string, deleted: number) => void
  /** Ends the purge between two steps; the next one goes on from there. */
  signal?: AbortSignal
}

/** How often a step that met a lock, a migration's for example, is tried. */
const attempts = 20
const pauseMs = 250
const lookAgainMs = 50

/**
 * Removes a tenant whose purge was ordered: its rows batch by batch, its own schema table by table, its names last.
 * Every step is a transaction of its own and finds by itself what is left, so that a purge that was killed goes on
 * when it is called again, and several at once do no harm.
 */
export async function purgeTenant(doors: Doors, id: string, options: PurgeOptions): Promise<void> {
  const purge = new Purge(doors, id, options)
  try {
    await purge.waitForWriters()
    await purge.removeRows()
    await purge.removeSchema()
    await purge.end()
  } catch (error) {
    if (!isEndedElsewhere(error)) throw error
  }
}

class Purge {
  private readonly doors: Doors
  private readonly id: string
  private readonly options: PurgeOptions

  constructor(doors: Doors, id: string, options: PurgeOptions) {
    this.doors = doors
    this.id = id
    this.options = options
  }

  /** Work that had begun before the tenant's epoch passed may still commit rows; what comes later is fenced off. */
  async waitForWriters(): Promise<void> {
    let waitingFor = await this.findWriters()
    while (waitingFor.length > 0) {
      await pause(lookAgainMs)
      const writing = new Set(await this.findWriters())
      waitingFor = waitingFor.filter((writer) => writing.has(writer))
    }
  }

  async removeRows(): Promise<void> {
    const { batch = 1000, onProgress } = this.options
    const tables = await this.step((scope) => scope.all(findTables, { id: this.id }))
    for (const { schema_name, table_name, is_own } of tables) {
      if (is_own) continue
      let deleted = 0
      for (;;) {
        const rows = await this.step((scope) => scope.first(purgeRows, { id: this.id, schema_name, table_name, batch }))
        if (rows!.deleted === 0) break
        deleted += rows!.deleted
        onProgress?.(`${schema_name}.${table_name}`, deleted)
      }
    }
  }

  async removeSchema(): Promise<void> {
    for (;;) {
      const step = await this.step((scope) => scope.first(purgeSchema, { id: this.id }))
      if (step!.dropped === null) return
      this.options.onProgress?.(step!.dropped, 0)
    }
  }

  end(): Promise<void> {
    return this.step(async (scope) => {
      await scope.first(endPurge, { id: this.id })
      scope.write(announceTenant, { id: this.id })
    })
  }

  private async findWriters(): Promise<string[]> {
    const found = await this.step((scope) => scope.all(findWriters, { id: this.id }))
    return found.map(({ writer }) => writer)
  }

  private async step<T>(body: (scope: SystemScope) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      this.options.signal?.throwIfAborted()
      try {
        return await this.doors.system({ actor: this.options.actor, mode: 'write' }, body)
      } catch (error) {
        if (!isContention(error) || attempt === attempts) throw error
      }
      await pause(pauseMs)
    }
  }
}

/** A lock that was not granted in time, or a deadlock. */
function isContention(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '55P03' || error.code === '40P01')
}

/** Another process took the last step (`tenancy.require_purge`). */
function isEndedElsewhere(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === 'ST006'
}
