const graceMs = 9_500
/** A terminal signals the whole group and npm passes the signal on as well: that is one wish, not two. */
const sameWishMs = 1_000

/** Ends what was started, last first. One signal asks for it, a second one does not wait. */
export class Shutdown {
  private readonly steps: (() => Promise<void>)[] = []
  private readonly say: (message: string) => void
  private begun: number | undefined
  private exitCode = 0

  constructor(say: (message: string) => void) {
    this.say = say
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.onSignal())
  }

  get isUnderWay(): boolean {
    return this.begun !== undefined
  }

  /** What to do before everything that was added earlier. */
  add(step: () => Promise<void>): void {
    this.steps.push(step)
  }

  /** Ends the process, at the latest after 9.5 s: those who wait for it often kill after 10. */
  async run(exitCode: number): Promise<void> {
    this.exitCode ||= exitCode
    if (this.begun !== undefined) return
    this.begun = performance.now()
    setTimeout(() => {
      this.say('Not everything ended in time.')
      process.exit(this.exitCode || 1)
    }, graceMs)
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      await step().catch((error) => {
        this.exitCode ||= 1
        this.say(`While stopping: ${(error as Error).message}`)
      })
    }
    process.exit(this.exitCode)
  }

  private onSignal(): void {
    if (this.begun === undefined) {
      this.say('Stopping …')
      void this.run(0)
    } else if (performance.now() - this.begun > sameWishMs) {
      this.say('Stopped at once.')
      process.exit(1)
    }
  }
}
