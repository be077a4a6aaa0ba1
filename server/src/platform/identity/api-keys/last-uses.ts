import type { Doors } from '@stoa/tenancy'
import { noteLastUses } from './store.ts'

const writtenEveryMs = 60_000

/** When keys were last used: noted in memory at each use, written together once a minute and at the end. */
export class LastUses {
  private readonly doors: Doors
  private readonly onError: (error: Error) => void
  private readonly timer: NodeJS.Timeout
  /** Key → ms since 1970. */
  private uses = new Map<string, number>()

  constructor(doors: Doors, onError: (error: Error) => void) {
    this.doors = doors
    this.onError = onError
    this.timer = setInterval(() => void this.write(), writtenEveryMs).unref()
  }

  note(keyId: string, at: number): void {
    this.uses.set(keyId, at)
  }

  /** Writes what was noted so far. What could not be written is tried again with what comes next. */
  async write(): Promise<void> {
    const { uses } = this
    if (uses.size === 0) return
    this.uses = new Map()
    const times = [...uses.values()].map((at) => new Date(at).toISOString())
    try {
      await this.doors.system({ actor: { kind: 'system' }, mode: 'write' }, async (scope) =>
        scope.write(noteLastUses, { ids: [...uses.keys()], times }),
      )
    } catch (error) {
      this.uses = new Map([...uses, ...this.uses])
      this.onError(error as Error)
    }
  }

  close(): Promise<void> {
    clearInterval(this.timer)
    return this.write()
  }
}
