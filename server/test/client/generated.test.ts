import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

function inScratch(work: (directory: string) => void): void {
  const directory = mkdtempSync(join(tmpdir(), 'stoa-client-'))
  try {
    work(directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

test('the operations are those of the API document; else run scripts/generate-client.ts', () => {
  inScratch((directory) => {
    const fresh = join(directory, 'operations.ts')
    execFileSync(process.execPath, ['scripts/generate-client.ts', fresh], { cwd: root })
    const kept = join(root, 'packages/client/src/operations.gen.ts')
    assert.equal(readFileSync(kept, 'utf8'), readFileSync(fresh, 'utf8'))
  })
})

test('what is published is plain JavaScript that needs nothing else', () => {
  inScratch((directory) => {
    const compile = ['node_modules/typescript/bin/tsc', '--project', 'packages/client', '--outDir', directory]
    execFileSync(process.execPath, compile, { cwd: root })
    const use = `
      import { createClient } from '${join(directory, 'index.js')}'
      const client = createClient({ baseUrl: 'http://127.0.0.1:9' , retry: { attempts: 1 } })
      await client.products.list().catch(({ name }) => console.log(name))`
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', use], { encoding: 'utf8' })
    assert.equal(said, 'Unreachable\n')
  })
})
