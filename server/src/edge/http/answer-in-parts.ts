import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WireAnswer } from './answer.ts'
import { csvType } from './csv-body.ts'

type Send = (make: () => Promise<AsyncIterable<string>>) => Promise<void>

/**
 * Answers with a CSV file while it is made: `work` ends when the last part has been taken, and its parts wait for the
 * reader. What is refused before the first part is a refusal like any other.
 */
export function sentInParts(work: (send: Send) => Promise<void>): Promise<WireAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>()
  let sink: PassThrough | undefined
  work(async (make) => {
    const parts = (await make())[Symbol.asyncIterator]()
    const first = await parts.next()
    sink = new PassThrough()
    const headers = { 'content-type': `${csvType}; charset=utf-8` }
    resolve({ status: 200, headers, body: undefined, parts: sink })
    await pipeline(Readable.from(beginningWith(first, parts)), sink)
  }).catch((error) => {
    reject(error)
    sink?.destroy(error)
  })
  return promise
}

async function* beginningWith(first: IteratorResult<string>, rest: AsyncIterator<string>) {
  for (let part = first; !part.done; part = await rest.next()) yield part.value
}
