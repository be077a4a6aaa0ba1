import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BusiestTenants } from './busiest-tenants.ts'

function countedFrom(requests: Iterable<string>, places?: number, halveEvery?: number) {
  const tenants = new BusiestTenants(places, halveEvery)
  for (const tenant of requests) tenants.count(tenant)
  return new Map(tenants.counts.named.map(({ tenantId, requests }) => [tenantId, requests]))
}

/** As many times as asked, a request of the busy one after every three of a crowd in which nobody comes twice. */
function* busyInACrowd(busy: string, times: number) {
  for (let time = 0; time < times; time++) {
    yield busy
    for (const stranger of [1, 2, 3]) yield `stranger ${time} ${stranger}`
  }
}

test('as long as there are few tenants, each is counted exactly', () => {
  const tenants = new BusiestTenants(3)
  for (const tenant of ['a', 'b', 'a', 'c', 'a', 'b']) tenants.count(tenant)
  const named = [
    { tenantId: 'a', requests: 3 },
    { tenantId: 'b', requests: 2 },
    { tenantId: 'c', requests: 1 },
  ]
  assert.deepEqual(tenants.counts, { named, others: 0 })
})

test('among thousands of tenants that come once the busy one is named, and no series come and go', () => {
  const named = countedFrom(busyInACrowd('busy', 5_000))
  assert.deepEqual([...named.keys()], ['busy'])
  assert.ok(named.get('busy')! > 4_500, `${named.get('busy')}`)
})

test('who becomes busy is named soon, however busy others were before', () => {
  const tenants = new BusiestTenants(2, 100)
  for (let request = 0; request < 100_000; request++) tenants.count('old')
  for (let request = 0; request < 2_000; request++) tenants.count(`new ${request % 2}`)
  assert.deepEqual(tenants.counts.named.map(({ tenantId }) => tenantId).sort(), ['new 0', 'new 1'])
  const exhausted = new BusiestTenants(2, 100)
  for (let request = 0; request < 100_000; request++) exhausted.count(`old ${request % 3}`)
  for (let request = 0; request < 300; request++) exhausted.count('new')
  assert.ok(exhausted.counts.named.some(({ tenantId }) => tenantId === 'new'))
})

test('whatever comes: places are bounded, nothing counts twice, and who makes more than two shares is named', () => {
  const requests = fc.array(fc.nat(30).map(String), { maxLength: 400 })
  fc.assert(
    fc.property(requests, fc.integer({ min: 1, max: 8 }), (made, places) => {
      const named = countedFrom(made, places, 1_000)
      assert.ok(named.size <= places)
      for (const tenant of new Set(made)) {
        const own = made.filter((other) => other === tenant).length
        assert.ok((named.get(tenant) ?? 0) <= own)
        if (own > (2 * made.length) / places) assert.ok(named.has(tenant))
      }
    }),
  )
})

test('no count falls while its tenant keeps the place, nor does that of the others', () => {
  const requests = fc.array(fc.nat(12).map(String), { maxLength: 200 })
  fc.assert(
    fc.property(requests, (made) => {
      const tenants = new BusiestTenants(3, 7)
      let before = tenants.counts
      for (const tenant of made) {
        tenants.count(tenant)
        const now = tenants.counts
        assert.ok(now.others >= before.others)
        for (const { tenantId, requests } of before.named) {
          const kept = now.named.find((other) => other.tenantId === tenantId)
          assert.ok(!kept || kept.requests >= requests)
        }
        before = now
      }
    }),
  )
})
