import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from 'typebox'
import { oneOf } from '#platform/contract'
import { defineSetting, settingsOf } from './index.ts'

const colour = defineSetting(oneOf(['red', 'blue']), 'red')
const limit = defineSetting(Type.Integer({ maximum: 9, examples: [5] }), 1)

test('the settings of all rooms are one resource, described from their definitions', () => {
  const { routes } = settingsOf([
    { name: 'paint', settings: { 'paint.colour': colour } },
    { name: 'plain' },
    { name: 'stock', settings: { 'stock.limit': limit } },
  ])
  const [get, update] = JSON.parse(JSON.stringify(routes))
  assert.deepEqual(Object.keys(get.answer.properties), ['paint.colour', 'stock.limit', 'version'])
  assert.equal(get.answer.properties['paint.colour'].default, 'red')
  assert.deepEqual(update.body.examples, [{ 'paint.colour': 'red', 'stock.limit': 5 }])
  assert.equal(update.body.required, undefined)
  assert.deepEqual(update.body.properties['stock.limit'].type, ['integer', 'null'])
  assert.deepEqual(update.body.properties['paint.colour'].anyOf[1], { type: 'null' })
})

test('a setting that is not named after its room is refused, so that no room can take the name of another', () => {
  assert.throws(() => settingsOf([{ name: 'paint', settings: { 'stock.limit': limit } }]), /must begin with "paint\."/)
})
