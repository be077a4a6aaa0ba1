import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { emptySampleDatabase, type SampleDatabase, sampleSecret } from '../src/testing/sample-database.ts'

for (const example of ['fastify.ts', 'node.ts']) {
  describe(`the example ${example}`, { timeout: 60_000 }, () => {
    let database: SampleDatabase
    let server: ChildProcess
    let address: string

    before(async () => {
      database = await emptySampleDatabase()
      server = spawn(process.execPath, [fileURLToPath(new URL(example, import.meta.url))], {
        env: { DATABASE_URL: database.adminUrl, SECRET: sampleSecret, PORT: '0' },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [line] = await Promise.race([
        once(createInterface(server.stdout!), 'line'),
        once(server, 'exit').then(([code]) => assert.fail(`it ended with ${code} before it listened`)),
      ])
      address = String(line).replace('Listening on ', '')
    })
    after(async () => {
      const exited = once(server, 'exit')
      server.kill('SIGTERM')
      assert.deepEqual(await exited, [0, null], 'it ends by itself when everything is closed')
      await database.drop()
    })

    const call = async (path: string, tenant?: string, text?: string) => {
      const headers = { connection: 'close', ...(tenant && { 'x-tenant-id': tenant }) }
      const body = text === undefined ? undefined : JSON.stringify({ text })
      const sent = body && { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } }
      const response = await fetch(address + path, sent || { headers })
      return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
    }
    const textsOf = async (path: string, tenant?: string) => {
      const { answer } = await call(path, tenant)
      return [answer.tenant, ...(answer.notes as { text: string }[]).map(({ text }) => text)]
    }

    test('keeps the notes of two tenants apart, in both placements', async () => {
      assert.equal((await call('/notes', 'acme', 'for Acme')).status, 201)
      assert.equal((await call('/notes', 'beta', 'for Beta')).status, 201)
      assert.deepEqual(await textsOf('/notes', 'acme'), ['acme', 'for Acme'])
      assert.deepEqual(await textsOf('/notes', 'beta'), ['beta', 'for Beta'])
    })

    test('finds the tenant by path and query too', async () => {
      assert.equal((await call('/tenants/acme/notes')).answer.tenant, 'acme')
      assert.equal((await call('/notes?tenant_id=beta')).answer.tenant, 'beta')
      assert.equal((await call('/health')).status, 200)
    })

    for (const [path, tenant, status, code] of [
      ['/notes', undefined, 400, 'tenancy.missing_tenant'],
      ['/notes', 'nobody', 404, 'tenancy.unknown_tenant'],
      ['/notes', '__proto__', 400, 'tenancy.malformed_tenant'],
      ['/tenants/beta/notes', 'acme', 400, 'tenancy.ambiguous_tenant'],
    ] as const) {
      test(`refuses ${path} of ${tenant ?? 'nobody'}: ${code}`, async () => {
        const { status: answered, answer } = await call(path, tenant)
        assert.deepEqual([answered, answer.code], [status, code])
      })
    }
  })
}
