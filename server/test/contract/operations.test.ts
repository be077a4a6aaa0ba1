import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation } from './document.ts'
import { seed } from './seed.ts'
import { stageIn } from './stage.ts'
import { tryOperation } from './try-operation.ts'

const stage = stageIn('shared')

test('a row that the caller has is answered with 304 and no body', async () => {
  const reading = stage().document.operations.filter(({ honours }) => honours.includes('if_none_match'))
  for (const operation of reading) {
    const sent = await stage().ready(operation)
    const first = await stage().call(operation, sent)
    const again = await stage().call(operation, { ...sent, headers: { 'if-none-match': first.headers.etag! } })
    assert.equal(again.status, 304, operation.id)
  }
  assert.deepEqual([...stage().faults], [])
})

test('HEAD answers what GET does, without its body', async () => {
  for (const operation of stage().document.operations.filter(({ method }) => method === 'GET')) {
    const written = await stage().written(operation, await stage().ready(operation))
    const [get, head] = [await stage().client.send(written), await stage().client.send({ ...written, method: 'HEAD' })]
    assert.deepEqual([head.status, head.body], [get.status, ''], operation.id)
    assert.equal(head.headers.etag, get.headers.etag, operation.id)
    assert.equal(head.headers['content-length'], get.headers['content-length'], operation.id)
  }
})

test('the request id of the caller is echoed, and one is made where it is not sane', async () => {
  for (const operation of stage().document.operations.filter(({ method }) => method === 'GET')) {
    const sent = await stage().ready(operation)
    const named = await stage().call(operation, { ...sent, headers: { 'x-request-id': 'mine-1' } })
    assert.equal(named.headers['x-request-id'], 'mine-1')
    const unnamed = await stage().call(operation, { ...sent, headers: { 'x-request-id': 'a'.repeat(129) } })
    assert.notEqual(unnamed.headers['x-request-id'], 'a'.repeat(129))
  }
})

test('a method that a path does not know is refused with those it knows', async () => {
  const { operations } = stage().document
  for (const path of new Set(operations.map(({ path }) => path))) {
    const url = path.replaceAll(/\{[^}]+\}/g, 'x')
    // `/products/bulk` could be a product as well: what one of two paths does not know, the other may.
    const known = operations.filter((operation) => leadsTo(operation, url))
    const methods = known.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !methods.includes(one))) {
      const answer = await stage().client.send({ method, url, headers: {} })
      assert.deepEqual([answer.status, answer.code], [405, 'route.method_not_allowed'], `${method} ${path}`)
      assert.deepEqual(answer.headers.allow!.split(', ').sort(), [...new Set(methods), 'OPTIONS'].sort(), path)
    }
    const options = await stage().client.send({ method: 'OPTIONS', url, headers: {} })
    assert.deepEqual([options.status, options.body], [204, ''], path)
  }
})

function leadsTo({ path }: Operation, url: string): boolean {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(url)
}

/** Made-up requests for each operation. */
const requests = 12

// The last, because what it makes of the tenant is up to chance.
test('every operation does what the document says, for any request that it allows', async (t) => {
  t.diagnostic(`STOA_TEST_SEED=${seed}`)
  const faults: string[] = []
  const isOfTenant = ({ pathParameters, method }: Operation) => pathParameters.length === 0 && method === 'PATCH'
  const { operations } = stage().document
  const inTurn = [...operations.filter((operation) => !isOfTenant(operation)), ...operations.filter(isOfTenant)]
  for (const operation of inTurn) {
    const told = tryOperation(stage(), operation, { requests })
    faults.push(...(await told.catch((error: Error) => [`${operation.id}: ${error.message}`])))
  }
  assert.deepEqual([...faults, ...stage().faults], [])
})
