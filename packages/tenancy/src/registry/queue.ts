/**
 * Runs at most `width` tasks at a time and lets at most `length` wait; more are turned away at once.
 */
export class Queue {
  private readonly width: number
  private readonly length: number
  private readonly waiting: (() => void)[] = []
  private running = 0

  constructor(width: number, length: number) {
    this.width = width
    this.length = length
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running >= this.width) {
      if (this.waiting.length >= this.length) throw new Error('too many lookups are waiting')
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    } else {
      this.running++
    }
    try {
      return await task()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
  }
}
