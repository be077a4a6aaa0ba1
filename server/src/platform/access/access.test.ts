import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Method, type Route, roles } from '#platform/contract'
import { createAccess, type Permissions, permissionsPage } from './index.ts'

function route(operation: string, method: Method = 'GET', door: Route['door'] = 'tenant'): Route {
  return { operation, method, door, path: '/x', tag: 'x', summary: operation, refuses: [], handle: async () => null }
}

const routes = [route('orders.list'), route('orders.refund', 'POST'), route('ordersettings.get')]

function accessOf(permissions: Permissions) {
  return createAccess([{ routes, permissions: { owner: ['orders.*', 'ordersettings.get'], ...permissions } }])
}

test('what is not granted is denied, to every role and for every name', () => {
  const access = accessOf({ viewer: ['orders.list'] })
  for (const role of roles) {
    assert.equal(access.isPermitted(role, 'orders.list'), role === 'owner' || role === 'viewer')
    assert.equal(access.isPermitted(role, 'orders.refund'), role === 'owner')
    for (const unknown of ['', '*', 'orders', 'orders.*', 'orders.refund ', '__proto__', 'constructor']) {
      assert.equal(access.isPermitted(role, unknown), false, `${role} ${unknown}`)
    }
  }
  assert.equal(access.isPermitted('stranger' as 'owner', 'orders.list'), false)
})

test('a pattern covers the operations of its noun and of no longer noun', () => {
  const access = accessOf({ operator: ['orders.*'] })
  assert.equal(access.isPermitted('operator', 'orders.refund'), true)
  assert.equal(access.isPermitted('operator', 'ordersettings.get'), false)
})

test('what is taken back from a role is not granted to it, whichever room grants it and in whichever order', () => {
  const other = { routes: [], permissions: { operator: ['orders.*'] } }
  const permissions = { owner: ['orders.*', 'ordersettings.get'], operator: ['!orders.refund'] }
  const access = createAccess([{ routes, permissions }, other])
  assert.equal(access.isPermitted('operator', 'orders.list'), true)
  assert.equal(access.isPermitted('operator', 'orders.refund'), false)
  assert.equal(access.isPermitted('owner', 'orders.refund'), true)
})

test('rooms add up', () => {
  const other = { routes: [route('products.list')], permissions: { owner: ['products.*'], seller: ['products.*'] } }
  const access = createAccess([{ routes, permissions: { owner: ['orders.*', 'ordersettings.*'] } }, other])
  assert.equal(access.isPermitted('owner', 'orders.list'), true)
  assert.equal(access.isPermitted('seller', 'products.list'), true)
  assert.equal(access.isPermitted('seller', 'orders.list'), false)
})

test('a line that names no operation is refused, so that a typing error cannot pass for a permission', () => {
  assert.throws(() => accessOf({ admin: ['order.refund'] }), /names no operation/)
  assert.throws(() => accessOf({ admin: ['order.*'] }), /names no operation/)
  assert.throws(() => accessOf({ admin: ['orders.*', '!orders.refnd'] }), /names no operation/)
})

test('an operation that nobody may do is refused', () => {
  assert.throws(() => accessOf({ owner: ['orders.*'] }), /no role may do ordersettings.get/)
})

test('a viewer cannot be given an operation that writes', () => {
  assert.throws(() => accessOf({ viewer: ['orders.*'] }), /viewer only reads, and orders.refund writes/)
})

test('operations outside a tenant are no matter of roles', () => {
  const access = createAccess([{ routes: [route('tenants.list', 'GET', 'superadmin')] }])
  assert.deepEqual(access.table, [])
})

test('the page names every operation once, with its roles and with who else is let in', () => {
  const shop = route('storefront.list', 'GET', 'storefront')
  const page = permissionsPage(accessOf({ viewer: ['orders.list'] }).table, [...routes, shop])
  assert.match(page, /\| `orders.list` \| orders.list \| yes \| – \| – \| yes \| – \| – \| yes \| yes \|/)
  assert.match(page, /\| `storefront.list` \| storefront.list \| – \| – \| yes \| yes \| yes \|/)
  for (const operation of ['orders.refund', 'storefront.list']) assert.equal(page.split(`\`${operation}\``).length, 2)
})
