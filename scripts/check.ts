/** Everything that can be judged without a database: `npm run check`. All steps run, so that all faults are seen. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const binaries = join(process.cwd(), 'node_modules', '.bin')
const scratch = mkdtempSync(join(tmpdir(), 'stoa-check-'))
const apiDocument = join(scratch, 'openapi.json')

const steps: [name: string, ...commands: string[][]][] = [
  ['types', ['tsc', '--noEmit', '--project', '.']],
  ['lint and format', ['biome', 'check', '--error-on-warnings', '.']],
  ['architecture', ['node', '--test', 'server/test/architecture.test.ts']],
  ['documents', ['node', '--test', 'server/test/documents.test.ts']],
  ['OpenAPI', ['node', 'scripts/openapi.ts', apiDocument], ['redocly', 'lint', apiDocument]],
]

try {
  const failed = steps.filter(([name, ...commands]) => !passes(name, commands)).map(([name]) => name)
  if (failed.length > 0) console.log(`\nNot in order: ${failed.join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
} finally {
  rmSync(scratch, { recursive: true })
}

function passes(name: string, commands: string[][]): boolean {
  const started = performance.now()
  const faulty = commands.map(run).find(({ status }) => status !== 0)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${faulty ? '✖' : '✔'} ${name} (${seconds} s)`)
  if (faulty) console.log(`${faulty.stdout}${faulty.stderr}`)
  return !faulty
}

function run([command, ...args]: string[]) {
  return spawnSync(command!, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH}`, REDOCLY_TELEMETRY: 'off' },
  })
}
