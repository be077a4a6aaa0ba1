/** One call after the other, until it is stopped; takes the time of each. */
export class Lane {
  times: number[] = []
  private isStopped = false
  private readonly run: Promise<void>

  constructor(call: () => Promise<unknown>) {
    this.run = this.repeat(call)
  }

  private async repeat(call: () => Promise<unknown>): Promise<void> {
    while (!this.isStopped) {
      const begun = performance.now()
      await call()
      this.times.push(performance.now() - begun)
    }
  }

  /** What it did since it was last asked. */
  take(): number[] {
    return this.times.splice(0).sort((left, right) => left - right)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    await this.run
  }
}
