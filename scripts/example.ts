/**
 * Runs an example of the tenancy library on an embedded PostgreSQL that does not outlive it:
 * `node scripts/run.mjs scripts/example.ts fastify`, or `node`.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbedded } from '../server/src/embedded/index.ts'

const name = process.argv[2] === 'node' ? 'node' : 'fastify'
const file = fileURLToPath(new URL(`../packages/tenancy/examples/${name}.ts`, import.meta.url))

const dataDir = await mkdtemp(join(tmpdir(), 'tenancy-example-'))
const database = await startEmbedded({ dataDir, onProgress: console.log })
try {
  const example = fork(file, {
    env: { ...process.env, DATABASE_URL: database.adminUrl, SECRET: 'the secret of an example, 32 bytes and more' },
  })
  // Ctrl-C reaches the example as well; this process waits for it, and then ends the database.
  process.on('SIGINT', () => example.kill('SIGTERM'))
  process.on('SIGTERM', () => example.kill('SIGTERM'))
  await once(example, 'exit')
} finally {
  await database.stop()
  await rm(dataDir, { recursive: true, force: true })
}
