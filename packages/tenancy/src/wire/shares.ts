import { WaitingLine } from './waiting-line.ts'

/**
 * Keeps one holder from taking every place: whatever one tenant's work waits for, a locked row of its own say, some places
 * are left for the others. Who is beyond the share waits in a line of its holder's own.
 */
export class Shares {
  private readonly holders = new Map<string, { used: number; waiting: WaitingLine<void> }>()
  private readonly share: number
  private readonly waitTimeoutMs: number

  /** @param places how many there are; a quarter of them is kept from each holder */
  constructor(places: number, waitTimeoutMs: number) {
    this.share = Math.max(1, places - Math.ceil(places / 4))
    this.waitTimeoutMs = waitTimeoutMs
  }

  /** @throws ConnectionsBusy when the holder's own places stay taken */
  async enter(name: string): Promise<void> {
    let holder = this.holders.get(name)
    if (!holder) {
      holder = { used: 0, waiting: new WaitingLine(this.waitTimeoutMs) }
      this.holders.set(name, holder)
    }
    if (holder.used < this.share) holder.used++
    else await holder.waiting.wait()
  }

  leave(name: string): void {
    const holder = this.holders.get(name)!
    // Whoever waits takes the place over.
    if (holder.waiting.length > 0) holder.waiting.serve()
    else if (--holder.used === 0) this.holders.delete(name)
  }

  refuseAll(error: Error): void {
    for (const { waiting } of this.holders.values()) waiting.refuseAll(error)
  }
}
