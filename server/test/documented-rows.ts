import type { Tenant } from '@stoa/tenancy'
import type { Caller, World } from '#testing'

interface Operation {
  requestBody?: { content: { 'application/json'?: { schema: BodySchema } } }
  responses: Record<string, unknown>
}

interface BodySchema {
  properties?: Record<string, { type?: string; enum?: unknown; format?: string }>
  examples?: Record<string, unknown>[]
}

/**
 * Leaves rows of what no test names: where the API document has a list and a POST beside it, and the list holds fewer than
 * two, rows are made from the documented example. Their texts hold the mark. What cannot be made so is left to be named.
 */
export async function leaveDocumentedRows(world: World, owner: Caller, tenant: Tenant, mark: string): Promise<void> {
  const { paths } = (await world.platform.app.inject({ url: '/api/v1/openapi.json' })).json()
  for (const [path, { get, post }] of Object.entries<{ get?: Operation; post?: Operation }>(paths)) {
    const schema = post?.requestBody?.content['application/json']?.schema
    if (!get || !schema?.examples?.[0] || !post?.responses['201'] || path.includes('{')) continue
    const place = path.replace('/api/v1', '')
    const list = await world.requestAs(owner, 'GET', place, { query: { limit: '2' } }, tenant)
    const missing = ['first', 'second'].slice(list.json().results?.length ?? 2)
    for (const copy of missing) {
      const body = marked(schema, schema.examples[0], `${copy}-${mark}`)
      await world.requestAs(owner, 'POST', place, { body }, tenant)
    }
  }
}

/** The example with the mark in place of each free text. */
function marked({ properties = {} }: BodySchema, example: Record<string, unknown>, mark: string) {
  const texts = Object.keys(example).filter((name) => {
    const { type, enum: words, format } = properties[name] ?? {}
    return type === 'string' && !words && !format
  })
  return { ...example, ...Object.fromEntries(texts.map((name) => [name, mark])) }
}
