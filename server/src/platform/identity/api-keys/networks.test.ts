import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkCheck, normalNetwork } from './networks.ts'

const normal: [given: string, normal: string | undefined][] = [
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7/32', '203.0.113.7'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8:0:0::/32', '2001:db8::/32'],
  ['::1/128', '::1'],
  ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ['::ffff:a00:1', '10.0.0.1'],
  ['::ffff:0.0.0.0/95', undefined],
  ['10.0.0.0/33', undefined],
  ['::/129', undefined],
  ['10.0.0', undefined],
  ['10.0.0.01', undefined],
  ['10.0.0.0/', undefined],
  ['', undefined],
]

for (const [given, expected] of normal) {
  test(`"${given}" is ${expected === undefined ? 'no network' : `the network ${expected}`}`, () => {
    assert.equal(normalNetwork(given), expected)
  })
}

const cases: [networks: string[], address: string, isAllowed: boolean][] = [
  [[], '203.0.113.7', true],
  [['203.0.113.7'], '203.0.113.7', true],
  [['203.0.113.7'], '203.0.113.8', false],
  [['10.0.0.0/8'], '10.255.0.1', true],
  [['10.0.0.0/8'], '11.0.0.1', false],
  [['10.0.0.0/8'], '::ffff:10.1.2.3', true],
  [['10.0.0.0/8'], '::ffff:a01:203', true],
  [['10.0.0.0/8'], '::ffff:11.1.2.3', false],
  [['2001:db8::/32'], '2001:db8:1::5', true],
  [['2001:db8::/32'], '2001:DB8:0001:0::5', true],
  [['2001:db8::/32'], '2001:db9::5', false],
  [['fe80::/10'], 'fe80::1%eth0', true],
  [['::/0'], '10.0.0.1', false],
  [['0.0.0.0/0'], '2001:db8::1', false],
  [['0.0.0.0/0', '::/0'], '', false],
  [['0.0.0.0/0', '::/0'], 'unknown', false],
]

for (const [networks, address, isAllowed] of cases) {
  test(`${address || 'no address'} is ${isAllowed ? '' : 'not '}in [${networks}]`, () => {
    assert.equal(networkCheck(networks)(address), isAllowed)
  })
}
