/** Odd calls in any number: `npm run fuzz -- --calls 100000`, and `--seed` of an earlier run to have it again. */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

/** So many calls as anybody has patience for take longer than other tests may. */
const minutes = '600'

const { values: options } = parseArgs({ options: { calls: { type: 'string' }, seed: { type: 'string' } } })
const { status } = spawnSync(process.execPath, ['scripts/test.ts', '--minutes', minutes, 'server/test/contract/fuzz'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    ...(options.calls && { STOA_TEST_FUZZ_CALLS: options.calls }),
    ...(options.seed && { STOA_TEST_SEED: options.seed }),
  },
})
process.exitCode = status ?? 1
