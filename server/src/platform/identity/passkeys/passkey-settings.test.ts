import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOriginOf, isRpId } from './passkey-settings.ts'

test('passkeys are made for a domain, and not for an address, an origin or a top-level domain', () => {
  for (const good of ['localhost', 'shop.example', 'a.b-c.example', 'xn--bcher-kva.example'])
    assert.ok(isRpId(good), good)
  const bad = [
    '',
    'example',
    '192.0.2.1',
    '[::1]',
    'https://shop.example',
    'shop.example:443',
    'shop.example.',
    '.example',
  ]
  for (const text of [...bad, 'shop..example', '-shop.example', 'Shop.example', 'shop.example/', 'bücher.example']) {
    assert.equal(isRpId(text), false, text)
  }
})

test('a page may ask for passkeys of its domain and of those above it, where nobody can change it on the way', () => {
  const cases: [rpId: string, origin: string, isAllowed: boolean][] = [
    ['shop.example', 'https://shop.example', true],
    ['shop.example', 'https://console.shop.example:8443', true],
    ['shop.example', 'http://shop.example', false],
    ['shop.example', 'https://evilshop.example', false],
    ['shop.example', 'https://shop.example.evil.example', false],
    ['console.shop.example', 'https://shop.example', false],
    ['shop.example', 'https://shop.example/', false],
    ['shop.example', 'https://user@shop.example', false],
    ['shop.example', 'shop.example', false],
    ['localhost', 'http://localhost:5173', true],
    ['localhost', 'http://console.localhost:5173', true],
    ['localhost', 'http://127.0.0.1:5173', false],
  ]
  for (const [rpId, origin, isAllowed] of cases) assert.equal(isOriginOf(rpId, origin), isAllowed, `${rpId} ${origin}`)
})
