import assert from 'node:assert/strict'
import { test } from 'node:test'
import { camel, kebab, pascal, resourceName, sentence, snake, withArticle } from './resource-name.ts'

for (const [singular, plural] of [
  ['gift-card', 'gift cards'],
  ['category', 'categories'],
  ['survey', 'surveys'],
  ['address', 'addresses'],
  ['tax', 'taxes'],
  ['size-batch', 'size batches'],
] as const) {
  test(`many of ${singular} are ${plural}`, () => assert.equal(resourceName(singular).words[1], plural))
}

test('a plural that English does not make by rule is taken as it is said', () => {
  assert.deepEqual(resourceName('person', 'people').words, ['person', 'people'])
})

test('one name is written in the way of each place', () => {
  const [words] = resourceName('print-order').words
  assert.deepEqual(
    [kebab, snake, camel, pascal, sentence, withArticle].map((write) => write(words)),
    ['print-order', 'print_order', 'printOrder', 'PrintOrder', 'Print order', 'a print order'],
  )
  assert.equal(withArticle('order'), 'an order')
})
