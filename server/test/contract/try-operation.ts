import fc from 'fast-check'
import type { Operation } from './document.ts'
import { valuesOf } from './schema-values.ts'
import { seed } from './seed.ts'
import type { Answered, Sent, Stage } from './stage.ts'

/**
 * Tries an operation as the document tells to: with a call that should succeed, and with made-up requests that its schemas
 * allow. Says what is not as documented.
 */
export async function tryOperation(stage: Stage, operation: Operation, { requests }: { requests: number }) {
  const faults: string[] = []
  const told = (answer: Answered, fault: string) =>
    faults.push(`${operation.id}: ${fault}: ${answer.status} ${answer.body}`)

  const ready = await stage.ready(operation)
  const answer = await stage.call(operation, ready)
  if (answer.status !== operation.success) told(answer, `does not succeed, see \`ready\` in area.ts`)
  if (answer.headers.location) faults.push(...(await follow(stage, operation, answer.headers.location, ready)))

  const { path = {}, token, around } = await stage.ready(operation)
  for (const request of fc.sample(requestsOf(operation), { numRuns: requests, seed })) {
    const body = operation.body && { body: await stage.referring(request.body) }
    const sent = { path, query: request.query, ...body, ...(token && { token }), ...(around && { around }) }
    const answer = await stage.call(operation, sent)
    if (answer.status >= 500) told(answer, `fails on ${JSON.stringify(sent)}`)
    // What a patch leads to is judged with the row it meets, which its schema does not know.
    const mayBeInvalid = operation.method === 'PATCH' || stage.areas.stricter.has(operation.id)
    if (answer.code === 'request.invalid' && !mayBeInvalid) told(answer, `refuses ${JSON.stringify(sent)}`)
  }
  return faults
}

/** What was made is where Location leads, for whoever made it. */
async function follow(stage: Stage, { id }: Operation, location: string, { token }: Sent): Promise<string[]> {
  const reader = stage.document.operations.find(
    ({ method, path }) => method === 'GET' && new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(location),
  )
  if (!reader) return [`${id}: there is no GET for ${location}`]
  const { headers } = await stage.written(reader, token ? { token } : {})
  const { status, body } = stage.answered(reader, await stage.client.send({ method: 'GET', url: location, headers }))
  return status === 200 ? [] : [`${id}: ${location} leads to ${body}`]
}

function requestsOf({ body, query }: Operation) {
  const values = Object.fromEntries(query.map(({ name, schema }) => [name, valuesOf(schema).map(String)]))
  const requiredKeys = query.filter(({ required }) => required).map(({ name }) => name)
  return fc.record({
    body: body ? valuesOf(body.schema) : fc.constant(undefined),
    query: fc.record(values, { requiredKeys, noNullPrototype: true }),
  })
}
