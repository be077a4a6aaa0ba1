import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Recent } from './recent.ts'

test('holds at least the last used keys and at most twice as many', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }),
      (size, used) => {
        const recent = new Recent<number, string>(size)
        const order: number[] = []
        for (const key of used) {
          const held = recent.get(key)
          if (order.slice(0, size).includes(key)) assert.equal(held, `value ${key}`)
          else assert.ok(held === undefined || held === `value ${key}`)
          if (held === undefined) recent.set(key, `value ${key}`)
          if (order.includes(key)) order.splice(order.indexOf(key), 1)
          order.unshift(key)
          assert.ok(recent.count <= size * 2)
        }
      },
    ),
  )
})

test('a deleted key is gone from both generations', () => {
  const recent = new Recent<string, number>(1)
  recent.set('a', 1)
  recent.set('b', 2)
  recent.delete('a')
  recent.delete('b')
  assert.deepEqual([recent.get('a'), recent.get('b'), recent.count], [undefined, undefined, 0])
})

test('a changed value replaces the aged one', () => {
  const recent = new Recent<string, number>(1)
  recent.set('a', 1)
  recent.set('b', 2)
  recent.set('a', 3)
  assert.equal(recent.get('a'), 3)
})
