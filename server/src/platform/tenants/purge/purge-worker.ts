import type { Doors } from '@stoa/tenancy'
import { purgeTenant } from './purge-tenant.ts'
import { findPurging } from './store.ts'

const actor = { kind: 'system' } as const

export interface PurgeWorkerOptions {
  /** How often it looks for tenants that are to be purged. */
  everyMs?: number
  onError: (error: unknown) => void
}

/** Carries out the purges that were ordered, also those that another process left unfinished. */
export class PurgeWorker {
  private readonly doors: Doors
  private readonly options: PurgeWorkerOptions
  private readonly stopping = new AbortController()
  private readonly timer: NodeJS.Timeout
  private run: Promise<void> | undefined

  constructor(doors: Doors, options: PurgeWorkerOptions) {
    this.doors = doors
    this.options = options
    this.timer = setInterval(() => void this.purgeAll(), options.everyMs ?? 10_000)
    this.timer.unref()
  }

  /** Purges what is to be purged now; resolves when nothing of it is left, but of what `onError` was told. */
  purgeAll(): Promise<void> {
    this.run ??= this.work().finally(() => {
      this.run = undefined
    })
    return this.run
  }

  /** Ends after the step under way. */
  async close(): Promise<void> {
    clearInterval(this.timer)
    this.stopping.abort()
    await this.run
  }

  private async work(): Promise<void> {
    try {
      const purging = await this.doors.system({ actor, mode: 'read' }, (scope) => scope.all(findPurging, {}))
      for (const { id } of purging) await this.purge(id)
    } catch (error) {
      this.tell(error)
    }
  }

  /** One that fails holds up no other; it is tried again with the next look. */
  private async purge(id: string): Promise<void> {
    const { signal } = this.stopping
    await purgeTenant(this.doors, id, { actor, signal }).catch((error) => this.tell(error))
  }

  private tell(error: unknown): void {
    if (!this.stopping.signal.aborted) this.options.onError(error)
  }
}
