import { migrate } from '../migrate/migrate.ts'

// The migrator of migrate/killed.test.ts: says when it has reached so many tenants, and stands still there to be killed.
const [ownerUrl, core, tenant, standsStillAt] = process.argv.slice(2) as [string, string, string, string]
await migrate({
  ownerUrl,
  directories: { core, tenant },
  onProgress(progress) {
    if (progress.phase !== 'tenants' || progress.done < Number(standsStillAt)) return
    process.send!(progress, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
  },
})
