import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createWorld, type World } from '#testing'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const recipes = readFileSync(join(root, 'docs/guides/recipes.md'), 'utf8')
const run = promisify(execFile)

function blocksOf(language: string): string {
  const blocks = [...recipes.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))]
  return blocks.map(([, block]) => block).join('\n')
}

describe('the recipes', () => {
  let world: World
  let url: string
  let env: NodeJS.ProcessEnv
  before(async () => {
    world = await createWorld('shared')
    url = await world.platform.app.listen({ host: '127.0.0.1', port: 0 })
    const { token } = await world.caller('owner')
    const { NODE_TEST_CONTEXT: _, ...rest } = process.env
    env = { ...rest, api: `${url}/api/v1`, token, STOA_TOKEN: token }
  })
  after(() => world.close())

  test('work with curl as they stand', async () => {
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', blocksOf('sh')], { env })
    assert.match(stdout, /"description":"Warm\."/)
  })

  test('work with the client as they stand, and their types hold', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-recipes-'))
    try {
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
      const file = join(folder, 'recipes.ts')
      writeFileSync(file, blocksOf('ts').replace('http://localhost:8000', url))
      const project = {
        extends: join(root, 'tsconfig.json'),
        files: [file],
        include: [],
        compilerOptions: { noUnusedLocals: false },
      }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
      await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', folder])
      const { stdout } = await run(process.execPath, [file], { env })
      assert.match(stdout, /Linen shirt\n[\s\S]*confirmed\n[\s\S]*request\.invalid/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
