// Writes the client's operations from the API document: `node scripts/run.mjs scripts/generate-client.ts [file]`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clientOperations } from './client-operations.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const target = process.argv[2] ?? path('../packages/client/src/operations.gen.ts')

const scratch = mkdtempSync(join(tmpdir(), 'stoa-client-'))
try {
  const documentFile = join(scratch, 'openapi.json')
  execFileSync(process.execPath, [path('openapi.ts'), documentFile], { stdio: 'inherit' })
  const text = clientOperations(JSON.parse(readFileSync(documentFile, 'utf8')))
  const format = [path('../node_modules/@biomejs/biome/bin/biome'), 'format', '--stdin-file-path=operations.ts']
  writeFileSync(target, execFileSync(process.execPath, format, { input: text }))
} finally {
  rmSync(scratch, { recursive: true })
}
