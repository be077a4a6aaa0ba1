import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, edgeWith, noteId } from './edge-for-tests.ts'

const { app } = edgeWith()
const url = `/api/v1/notes/${noteId}`

// If-Match → the version the handler is to compare, or the refusal
const matches: [string | undefined, number | null | string][] = [
  [undefined, null],
  ['*', null],
  ['"3"', 3],
  ['"1", "4" , "2"', 4],
  ['W/"9", "3"', 3],
  ['W/"3"', 'row.version_stale'],
  ['"abc"', 'row.version_stale'],
  ['"0"', 'row.version_stale'],
  ['"99999999999999999999"', 'row.version_stale'],
  ['3', 'request.bad_precondition'],
  ['"3', 'request.bad_precondition'],
  ['"3",', 'request.bad_precondition'],
  ['', 'request.bad_precondition'],
]

test('If-Match names the version that is to be changed', async (t) => {
  for (const [header, expected] of matches) {
    await t.test(`If-Match: ${header}`, async () => {
      const headers = { ...asOwner, ...(header !== undefined && { 'if-match': header }) }
      const answer = (await app.inject({ method: 'PATCH', url, headers, payload: { title: 'b' } })).json()
      assert.equal(answer.code ?? answer.expected, expected)
    })
  }
})

test('a row carries its version as ETag, and a caller who has it is sent nothing again', async () => {
  const first = await app.inject({ url, headers: asOwner })
  assert.equal(first.headers.etag, '"3"')
  for (const known of ['"3"', 'W/"3"', '"1", "3"', '*']) {
    const again = await app.inject({ url, headers: { ...asOwner, 'if-none-match': known } })
    assert.equal(again.statusCode, 304, known)
    assert.equal(again.body, '')
    assert.equal(again.headers.etag, '"3"')
  }
  for (const known of ['"2"', 'garbage', '']) {
    assert.equal((await app.inject({ url, headers: { ...asOwner, 'if-none-match': known } })).statusCode, 200, known)
  }
})

test('what was made is answered with where it is', async () => {
  const made = await app.inject({ method: 'POST', url: '/api/v1/notes', headers: asOwner, payload: { title: 'a' } })
  assert.equal(made.statusCode, 201)
  assert.equal(made.headers.location, `/api/v1/notes/${noteId}`)
  assert.equal(made.headers.etag, '"3"')
})
