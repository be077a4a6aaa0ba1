import { setTimeout as wait } from 'node:timers/promises'
import { pauseMs } from './patience.ts'

/** One try at one of many items. */
export interface Turn<Item> {
  item: Item
  attempt: number
}

/** Who is next: items in their order, and those that were busy again after a pause, while others go on. */
export class Turns<Item> {
  private readonly fresh: Iterator<Item>
  private readonly deferred: (Turn<Item> & { notBefore: number })[] = []

  constructor(items: readonly Item[]) {
    this.fresh = items.values()
  }

  /** Undefined when nothing is left, or only what others have at hand. */
  async next(): Promise<Turn<Item> | undefined> {
    const fresh = this.fresh.next()
    if (!fresh.done) return { item: fresh.value, attempt: 1 }
    const turn = this.deferred.shift()
    if (!turn) return undefined
    await wait(Math.max(0, turn.notBefore - performance.now()))
    return { item: turn.item, attempt: turn.attempt }
  }

  /** Puts an item back. */
  defer({ item, attempt }: Turn<Item>): void {
    this.deferred.push({ item, attempt: attempt + 1, notBefore: performance.now() + pauseMs(attempt) })
    this.deferred.sort((a, b) => a.notBefore - b.notBefore)
  }
}
