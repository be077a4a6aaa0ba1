import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { type Caller, forEachPlacement, type Method, type World, worldIn } from '#testing'
import { leaveSampleRows } from './sample-rows.ts'

interface Operation {
  operationId: string
  method: Method
  /** Path under /api/v1 as the document writes it, `/products/{id}`. */
  path: string
  bodyExample: Record<string, unknown> | undefined
}

/** Statuses by which a call is turned away; a success or a fault of ours is neither. */
const turnedAway = /^4\d\d$/

forEachPlacement((placement) => {
  const world = worldIn(placement)
  let operations: Operation[]
  /** Ids of the tenant's rows: none of them may appear in any answer to the neighbour. */
  let secrets: string[]
  let idOf: Record<string, string>
  let stateBefore: string

  before(async () => {
    const sample = await leaveSampleRows(world())
    const member = await world().caller('viewer')
    idOf = {
      products: sample.productId,
      orders: sample.orderId,
      'seller-profiles': sample.sellerProfileId,
      users: member.userId,
    }
    secrets = [...Object.values(idOf), world().tenant.id]
    operations = await tenantOperations(world())
    stateBefore = await stateOf(world())
  })

  test('the document names operations of every kind, so that no check below is empty', () => {
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
      assert.ok(
        operations.some((operation) => operation.method === method),
        method,
      )
    }
    for (const { path } of operations.filter((operation) => operation.path.includes('{'))) {
      assert.ok(idOf[nounOf(path)], `no sample row to attack at ${path}: leave one in sample-rows.ts`)
    }
  })

  test('every operation turns away a call without a token', async () => {
    for (const operation of operations) {
      const answer = await world().platform.app.inject({
        method: operation.method,
        url: `/api/v1${attackedPath(operation)}`,
        headers: { 'x-tenant-id': world().tenant.id },
        ...(operation.bodyExample && { payload: operation.bodyExample }),
      })
      assert.equal(answer.statusCode, 401, operation.operationId)
    }
  })

  describe("the neighbour's owner", () => {
    let intruder: Caller
    before(async () => {
      intruder = await world().caller('owner', world().neighbour)
    })

    test('is a stranger wherever it names the tenant', async () => {
      const { id, slug } = world().tenant
      for (const operation of operations) {
        for (const [name, options, path] of [
          ['header id', { headers: { 'x-tenant-id': id } }, attackedPath(operation)],
          ['header slug', { headers: { 'x-tenant-id': slug } }, attackedPath(operation)],
          ['query', { query: { tenant_id: id } }, attackedPath(operation)],
          ['path', {}, `/tenants/${id}${attackedPath(operation)}`],
        ] as const) {
          const answer = await world().requestAs(
            intruder,
            operation.method,
            path,
            {
              ...options,
              ...(operation.bodyExample && { body: operation.bodyExample }),
            },
            undefined,
          )
          assert.equal(answer.statusCode, 403, `${operation.operationId} by ${name}: ${answer.body}`)
          assertSilent(answer.body, operation)
        }
      }
    })

    test('is refused when its sources disagree about the tenant', async () => {
      for (const operation of operations.filter(({ method }) => method === 'GET')) {
        const answer = await world().requestAs(
          intruder,
          'GET',
          attackedPath(operation),
          {
            headers: { 'x-tenant-id': world().neighbour.id },
            query: { tenant_id: world().tenant.id },
          },
          undefined,
        )
        assert.equal(answer.statusCode, 400, operation.operationId)
      }
    })

    test('finds none of the tenant’s rows under their ids, and changes none', async () => {
      for (const operation of operations.filter(({ path }) => path.includes('{'))) {
        const answer = await world().requestAs(
          intruder,
          operation.method,
          attackedPath(operation),
          {
            ...(operation.bodyExample && { body: operation.bodyExample }),
          },
          world().neighbour,
        )
        assert.equal(answer.statusCode, 404, `${operation.operationId}: ${answer.body}`)
        assertSilent(answer.body, operation)
      }
    })

    test('cannot refer to the tenant’s rows from its own', async () => {
      let attacks = 0
      for (const operation of operations.filter(({ method, bodyExample }) => method === 'POST' && bodyExample)) {
        const body = referringTo(operation.bodyExample!, idOf)
        if (JSON.stringify(body) === JSON.stringify(operation.bodyExample)) continue
        attacks++
        const answer = await world().requestAs(intruder, 'POST', operation.path, { body }, world().neighbour)
        assert.match(String(answer.statusCode), turnedAway, `${operation.operationId}: ${answer.body}`)
      }
      assert.ok(attacks > 0, 'no example refers to another row')
    })

    test('sees nothing of the tenant in any list', async () => {
      for (const operation of operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'))) {
        const answer = await world().requestAs(intruder, 'GET', operation.path, {}, world().neighbour)
        assert.equal(answer.statusCode, 200, operation.operationId)
        assertSilent(answer.body, operation)
      }
    })

    test('does not meet the tenant’s idempotency keys', async () => {
      const options = {
        headers: { 'idempotency-key': 'sample/products' },
        body: { title: 'Mine', type: 'digital', price_amount_minor: 1, currency: 'EUR' },
      }
      const answer = await world().requestAs(intruder, 'POST', '/products', options, world().neighbour)
      assert.equal(answer.statusCode, 201)
      assert.equal(answer.headers['idempotent-replayed'], undefined)
      assertSilent(answer.body, { operationId: 'idempotency' })
    })
  })

  test('after all attacks the tenant’s rows are what they were', async () => {
    assert.equal(await stateOf(world()), stateBefore)
  })

  function attackedPath({ path }: Operation): string {
    return path.replace(/\{[a-z_]+\}/, idOf[nounOf(path)] ?? '')
  }

  function assertSilent(body: string, { operationId }: Pick<Operation, 'operationId'>): void {
    for (const secret of secrets) assert.ok(!body.includes(secret), `${operationId} tells ${secret}: ${body}`)
  }
})

/** Every operation that works inside a tenant, from the API document: a new route is attacked without being named. */
async function tenantOperations(world: World): Promise<Operation[]> {
  const answer = await world.platform.app.inject('/api/v1/openapi.json')
  const { paths } = answer.json()
  return Object.entries<Record<string, DocumentedOperation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.parameters?.some(isTenantHeader))
      .map(([method, { operationId, requestBody }]) => ({
        operationId,
        method: method.toUpperCase() as Method,
        path: path.replace(/^\/api\/v1/, ''),
        bodyExample: exampleOf(requestBody),
      })),
  )
}

interface DocumentedOperation {
  operationId: string
  parameters?: { $ref?: string }[]
  requestBody?: { content: Record<string, { schema: { examples?: Record<string, unknown>[] } }> }
}

function isTenantHeader({ $ref }: { $ref?: string }): boolean {
  return $ref === '#/components/parameters/tenant'
}

function exampleOf(requestBody: DocumentedOperation['requestBody']): Record<string, unknown> | undefined {
  const [content] = Object.values(requestBody?.content ?? {})
  return content?.schema.examples?.[0] ?? (content && {})
}

function nounOf(path: string): string {
  return path.split('/')[1]!
}

/** The body with every reference (`product_id`, `seller_id`, nested ones too) pointed at the tenant's rows. */
function referringTo(body: unknown, idOf: Record<string, string>): unknown {
  if (Array.isArray(body)) return body.map((item) => referringTo(item, idOf))
  if (typeof body !== 'object' || body === null) return body
  const referred = Object.entries(body).map(([name, value]) => [name, targetOf(name, idOf) ?? referringTo(value, idOf)])
  return Object.fromEntries(referred)
}

function targetOf(name: string, idOf: Record<string, string>): string | undefined {
  return { product_id: idOf.products, seller_id: idOf['seller-profiles'], order_id: idOf.orders }[name]
}

async function stateOf(world: World): Promise<string> {
  const lists = ['/products', '/orders', '/seller-profiles', '/users']
  const answers = await Promise.all(
    lists.map((path) => world.request('owner', 'GET', path, { query: { limit: '200' } })),
  )
  return answers.map(({ body }) => body).join('\n')
}
