import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const left = ['node_modules', '.git', '.stoa', '.env']
/** The suites of suites: what they find out about a new resource they find out by themselves. */
const suites = [
  'server/test/isolation/sql.test.ts',
  'server/test/isolation/http.test.ts',
  'server/test/permissions.test.ts',
  'server/test/client/generated.test.ts',
  'server/test/contract/operations.test.ts',
  'server/test/contract/refusals.test.ts',
]

const started = promisify(execFile)

describe('a new resource', () => {
  let checkout: string
  before(async () => {
    checkout = await mkdtemp(join(tmpdir(), 'stoa-new-resource-'))
    await cp(root, checkout, { recursive: true, filter: (path) => !left.includes(basename(path)) })
    await linkPackages(checkout)
  })
  after(() => rm(checkout, { recursive: true }))

  /** A program of the checkout; answers what it said, refuses what failed. */
  async function run(script: string, ...words: string[]): Promise<string> {
    // A test run tells its children to report to it; these tests report to us.
    const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
    const env = { ...inherited, STOA_TEST_OPERATIONS: 'gift_vouchers.' }
    const { stdout } = await started(process.execPath, [script, ...words], { cwd: checkout, env, maxBuffer: 1 << 26 })
    return stdout
  }

  test('is written by one command, in order, and passes its own tests and the leak suite', async () => {
    await run('server/src/cli/stoa.ts', 'new', 'resource', 'gift-voucher', '--vertical', 'commerce')
    await run('node_modules/typescript/bin/tsc', '--noEmit', '--project', '.')
    await run(
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--error-on-warnings',
      '--vcs-enabled=false',
      'server/src',
    )
    const said = await run('scripts/test.ts', 'server/src/commerce/gift-vouchers', ...suites)
    assert.match(said, /\n\d+ passed, 0 failed\n/)
  })

  test('is refused where one is already, or where it can have no name or no vertical', async () => {
    for (const [words, reason] of [
      [['product', '--vertical', 'commerce'], /There is a table products already/],
      [['Gift', '--vertical', 'commerce'], /no name like gift-card/],
      [['../gift', '--vertical', 'commerce'], /no name like gift-card/],
      [['sheep', '--plural', 'sheep', '--vertical', 'commerce'], /cannot be called the same/],
      [['gift', '--vertical', 'platform'], /There is no vertical "platform"; there is commerce/],
    ] as const) {
      await assert.rejects(run('server/src/cli/stoa.ts', 'new', 'resource', ...words), (error: { stderr: string }) =>
        reason.test(error.stderr),
      )
    }
  })
})

/** The installed packages, and this checkout's own among them. */
async function linkPackages(checkout: string): Promise<void> {
  const from = join(root, 'node_modules')
  const to = join(checkout, 'node_modules')
  await mkdir(join(to, '@stoa'), { recursive: true })
  for (const name of await readdir(from)) if (name !== '@stoa') await symlink(join(from, name), join(to, name))
  await symlink('../../server', join(to, '@stoa/server'))
  // Versions that only the server uses lie beside it.
  await symlink(join(root, 'server/node_modules'), join(checkout, 'server/node_modules'))
  for (const name of await readdir(join(root, 'packages'))) {
    await symlink(`../../packages/${name}`, join(to, '@stoa', name))
  }
}
