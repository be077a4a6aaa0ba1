import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Refusal } from '../refusal.ts'
import { hostName, hostReader } from './host.ts'

const names: [raw: string, name: string | undefined][] = [
  ['acme.example', 'acme.example'],
  ['ACME.Example', 'acme.example'],
  ['acme.example:8000', 'acme.example'],
  ['acme.example:', 'acme.example'],
  ['acme.example.', 'acme.example'],
  ['acme.example.:443', 'acme.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['stoa_server:8000', 'stoa_server'],
  ['localhost', 'localhost'],
  ['127.0.0.1', undefined],
  ['127.0.0.1:8000', undefined],
  ['127.1', undefined],
  ['[::1]', undefined],
  ['[2001:db8::1]:8000', undefined],
]

const malformed = [
  '',
  '.',
  '..',
  '.acme.example',
  'acme..example',
  'acme.example..',
  'acme.example:80:80',
  'acme.example:123456',
  'acme.example:http',
  'acme example',
  'acme.example/',
  'acme.example, beta.example',
  'user@acme.example',
  'acme.example\u0000',
  'acme%2eexample',
  'b\u00fccher.example',
  '\uff41cme.example',
  'acme\u3002example',
  '::1',
  'a'.repeat(100_000),
]

describe('the host of a request', () => {
  for (const [raw, name] of names) {
    test(`${raw} is ${name ?? 'nobody’s name'}`, () => assert.equal(hostName(raw), name))
  }

  for (const raw of malformed) {
    test(`${JSON.stringify(raw.slice(0, 40))} is malformed`, () => {
      assert.throws(() => hostName(raw), { code: 'tenancy.malformed_tenant' })
    })
  }

  test('whatever is sent, it is a clean name, nothing, or a refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.domain(), fc.ipV6(), fc.webAuthority()), (raw) => {
        try {
          const name = hostName(raw)
          assert.ok(name === undefined || /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name))
        } catch (error) {
          assert.equal((error as Refusal).code, 'tenancy.malformed_tenant')
        }
      }),
    )
  })
})

describe('a forwarded host', () => {
  const read = hostReader(['10.0.0.0/8', 'fd00::/8', '192.0.2.7'])
  const request = (peer: string | undefined, forwarded: string | string[] = 'acme.example') => ({
    headers: { host: 'inside.example', 'x-forwarded-host': forwarded },
    url: '/',
    peer,
  })

  test('is believed from a trusted proxy', () => {
    for (const peer of ['10.1.2.3', '::ffff:10.1.2.3', 'fd00::1', '192.0.2.7']) {
      assert.equal(read(request(peer)), 'acme.example', peer)
    }
  })

  test('is not believed from anybody else', () => {
    for (const peer of ['11.1.2.3', '::ffff:11.1.2.3', 'fe80::1', '192.0.2.8', 'not an address', '', undefined]) {
      assert.equal(read(request(peer)), 'inside.example', String(peer))
    }
    assert.equal(hostReader([])(request('127.0.0.1')), 'inside.example')
  })

  test('counts by the entry that the proxy wrote, not by those the client sent along', () => {
    assert.equal(read(request('10.1.2.3', 'forged.example, acme.example')), 'acme.example')
    assert.equal(read(request('10.1.2.3', ['forged.example', 'acme.example'])), 'acme.example')
  })

  test('is malformed when empty, and does not fall back to another host', () => {
    assert.throws(() => read(request('10.1.2.3', '')), { code: 'tenancy.malformed_tenant' })
    assert.throws(() => read(request('10.1.2.3', [])), { code: 'tenancy.malformed_tenant' })
  })

  test('gives way to the host that the framework vouches for', () => {
    assert.equal(read({ ...request('10.1.2.3'), host: 'vouched.example' }), 'vouched.example')
  })
})
