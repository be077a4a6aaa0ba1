import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { BindingSigner, bindingKeyId } from './signer.ts'

const key = Buffer.alloc(32, 7)
const id = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f'
const tenant = { id, epoch: 12 }

test('a binding says tenant, epoch, expiry and key, and its mac is HMAC-SHA256 over them', () => {
  const [boundTenant, epoch, expires, keyId, mac] = new BindingSigner(key).bindingFor(tenant).split('.')
  assert.equal(boundTenant, id)
  assert.equal(epoch, '0000000000000012')
  assert.equal(keyId, bindingKeyId(key))
  assert.ok(Number(expires) > Date.now() / 1000)
  assert.equal(mac, createHmac('sha256', key).update(`${id}.${epoch}.${expires}.${keyId}`).digest('hex'))
})

test('a binding is signed once and used again while it is fresh', () => {
  const signer = new BindingSigner(key)
  assert.equal(signer.bindingFor(tenant), signer.bindingFor(tenant))
  assert.notEqual(signer.bindingFor(tenant), signer.bindingFor({ id, epoch: 13 }))
})

test('a short key is refused', () => {
  assert.throws(() => new BindingSigner(Buffer.alloc(31)), RangeError)
})
