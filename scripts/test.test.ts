import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

test('paths that do not exist are named in a sentence, before anything is started', () => {
  const script = join(import.meta.dirname, 'test.ts')
  const words = [script, 'typo', 'scripts', 'server/tpyo']
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  assert.deepEqual(
    [status, stdout, stderr],
    [2, '', 'There is no typo, no server/tpyo; name files or folders from the root of the repository.\n'],
  )
})
