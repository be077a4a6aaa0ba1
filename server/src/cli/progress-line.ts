import type { MigrationProgress } from '@stoa/tenancy'

const width = 24

/** Says how far a migration is: in one line that rewrites itself on a terminal, and line by line elsewhere. */
export function migrationProgress(say: (message: string) => void): (progress: MigrationProgress) => void {
  let started = performance.now()
  let saidAt = 0
  return (progress) => {
    switch (progress.phase) {
      case 'waiting':
        return say('Waiting for another process that migrates …')
      case 'applying':
        started = performance.now()
        return say(`${progress.schema}: ${progress.file}`)
      case 'tenants': {
        const now = performance.now()
        // Thousands of schemas a second would be more lines than anybody reads.
        if (now - saidAt < 100 && progress.done < progress.total) return
        saidAt = now
        say(bar(progress.done, progress.total, (now - started) / 1000))
      }
    }
  }
}

function bar(done: number, total: number, seconds: number): string {
  const filled = Math.round((done / total) * width)
  const rate = done / Math.max(seconds, 0.001)
  const left = Math.ceil((total - done) / rate)
  const drawn = '█'.repeat(filled) + '░'.repeat(width - filled)
  return `${drawn} ${done}/${total} tenants' schemas, ${Math.round(rate)}/s, ${left} s left`
}
