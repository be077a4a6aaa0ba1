import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MessageReader } from './message-reader.ts'

function message(kind: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(5)
  header[0] = kind
  header.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([header, body])
}

test('messages come out whole however the stream is cut', () => {
  const messages = fc.array(
    fc.record({ kind: fc.integer({ min: 1, max: 255 }), body: fc.uint8Array({ maxLength: 40 }) }),
  )
  fc.assert(
    fc.property(messages, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (sent, sizes) => {
      const stream = Buffer.concat(sent.map(({ kind, body }) => message(kind, body)))
      const received: { kind: number; body: Uint8Array }[] = []
      const reader = new MessageReader((kind, buffer, start, end) => {
        received.push({ kind, body: new Uint8Array(buffer.subarray(start, end)) })
      })
      for (let position = 0, turn = 0; position < stream.length; turn++) {
        const size = sizes[turn % sizes.length]!
        reader.push(stream.subarray(position, position + size))
        position += size
      }
      assert.deepEqual(
        received,
        sent.map(({ kind, body }) => ({ kind, body })),
      )
    }),
  )
})
