import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../client.ts'
import { insideTold } from './inside.ts'
import { oddTexts } from './odd-values.ts'

const call = { method: 'GET', url: '/api/v1/products', headers: {} }

function answer(body: object): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), code: undefined }
}

test('no odd text that was stored before tells of the inside', () => {
  for (const text of oddTexts) assert.equal(insideTold(answer({ results: [{ title: text }] }), call), undefined, text)
})

test('what the database says tells of the inside, also beside an odd text', () => {
  const odd = oddTexts.find((text) => text.includes('shared.products'))
  for (const detail of [
    'relation "shared.products" does not exist',
    'in shared.products',
    'drop table shared.products',
  ]) {
    assert.notEqual(insideTold(answer({ title: odd, detail }), call), undefined, detail)
  }
})
