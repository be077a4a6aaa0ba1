import assert from 'node:assert/strict'
import { test } from 'node:test'
import { badRoutes, badServer, boastfulRoute, forgetfulList } from './bad-routes.ts'
import { unmetCodes } from './codes.ts'
import { walkFaults } from './paging.ts'
import { stageIn } from './stage.ts'
import { tryOperation } from './try-operation.ts'

/** New routes in a server of their own; the suite names none of them. */
const stage = stageIn('shared', { serve: badServer })

for (const { mistake, told, route } of badRoutes) {
  test(`a route that ${mistake} is found`, async () => {
    const operation = stage().document.operation(route.operation)
    const faults = [...(await tryOperation(stage(), operation, { requests: 10 })), ...stage().faults]
    const found = faults.filter((fault) => fault.startsWith(route.operation) && fault.includes(told))
    assert.notDeepEqual(found, [], faults.join('\n'))
  })
}

test('a code that is documented and that nothing brings about is found', () => {
  const found = unmetCodes(stage()).filter((message) => message.includes(boastfulRoute.operation))
  assert.match(found[0]!, /^mistake\.never_met, documented by mistakes\.boastful.* Add it to `refused`/)
})

test('a list that begins anew with each page is found', async () => {
  for (let rows = 0; rows < 4; rows++) await stage().make('products.create')
  const list = stage().document.operation(forgetfulList.operation)
  const faults = await walkFaults(stage(), list, { limit: 2, sort: '-created_at', changes: [] })
  assert.match(faults.join('\n'), /comes twice/)
})
