import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requireGrantable, scopeCheck } from './scopes.ts'

const grants = {
  operations: ['orders.list', 'orders.refund', 'ordersettings.get'],
  isPermitted: (role: string, operation: string) => role === 'owner' || operation !== 'orders.refund',
}

function refusalOf(role: 'owner' | 'admin', scopes: string[]): string | undefined {
  try {
    requireGrantable(grants, role, scopes)
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('nobody gives a key what their role does not permit, by name or by pattern', () => {
  for (const scopes of [['orders.refund'], ['orders.*'], ['orders.list', 'orders.*']]) {
    assert.equal(refusalOf('owner', scopes), undefined)
    assert.equal(refusalOf('admin', scopes), 'api_key.scope_beyond_yours')
  }
  assert.equal(refusalOf('admin', ['orders.list', 'ordersettings.*']), undefined)
})

test('a scope that names nothing is refused before it is asked who may do it', () => {
  for (const scope of ['order.list', 'orders', 'orders.', '*', '.*', 'orders.list.*', 'users.list']) {
    assert.equal(refusalOf('owner', ['orders.list', scope]), 'request.invalid', scope)
  }
})

test('a key may do what its scopes name, and of a noun nothing that only begins like it', () => {
  const may = scopeCheck(['orders.*', 'products.list'])
  for (const operation of ['orders.list', 'orders.refund', 'products.list']) assert.ok(may(operation), operation)
  for (const operation of ['ordersettings.get', 'products.get', 'orders', '', '__proto__']) {
    assert.equal(may(operation), false, operation)
  }
  assert.equal(scopeCheck([])('orders.list'), false)
})
