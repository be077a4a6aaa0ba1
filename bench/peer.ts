/**
 * The plain alternative: what a strong engineer writes by hand for one resource with Fastify and `pg` — named prepared
 * statements, `WHERE tenant_id = $1`, compiled serialisers — and nothing else: no authentication, no row security.
 * It connects as a superuser, so PostgreSQL applies no policy, and serves the same rows of the same tables.
 *
 * Environment: DATABASE_URL, PORT.
 */
import Fastify from 'fastify'
import pg from 'pg'
import { v7 } from 'uuid'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
pg.types.setTypeParser(20, Number)

const columns = [
  'id',
  'seller_id',
  'title',
  'description',
  'type',
  'status',
  'price_amount_minor',
  'compare_at_amount_minor',
  'currency',
  'sku',
  'stock_quantity',
  'tags',
  'metadata',
  'version',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
] as const

const text = { type: 'string' }
const integer = { type: 'integer' }
const maybe = (schema: object) => ({ ...schema, nullable: true })

const product = {
  type: 'object',
  properties: {
    id: text,
    seller_id: maybe(text),
    title: text,
    description: maybe(text),
    type: text,
    status: text,
    price_amount_minor: integer,
    compare_at_amount_minor: maybe(integer),
    currency: text,
    sku: maybe(text),
    stock_quantity: maybe(integer),
    tags: { type: 'array', items: text },
    metadata: { type: 'object', additionalProperties: true },
    version: integer,
    created_at: text,
    created_by: maybe(text),
    updated_at: text,
    updated_by: maybe(text),
  },
}

const page = {
  type: 'object',
  properties: {
    results: { type: 'array', items: product },
    paging: { type: 'object', properties: { skip: integer, limit: integer } },
  },
}

const listText = `select ${columns.join(', ')} from shared.products
  where tenant_id = $1 and deleted_at is null order by created_at desc, id desc limit $2 offset $3`

const insertText = `insert into shared.products (tenant_id, id, title, type, status, price_amount_minor, currency, version, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8) returning ${columns.join(', ')}`

const app = Fastify()

app.get('/products', { schema: { response: { 200: page } } }, async (request) => {
  const { limit = 50, skip = 0 } = request.query as { limit?: number; skip?: number }
  const tenantId = request.headers['x-tenant-id']
  const { rows } = await pool.query({ name: 'list', text: listText, values: [tenantId, Number(limit), Number(skip)] })
  return { results: rows, paging: { skip: Number(skip), limit: Number(limit) } }
})

const newProduct = {
  type: 'object',
  required: ['title', 'type', 'price_amount_minor', 'currency'],
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 200 },
    type: { type: 'string' },
    price_amount_minor: { type: 'integer', minimum: 0 },
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  },
}

app.post('/products', { schema: { body: newProduct, response: { 201: product } } }, async (request, reply) => {
  const body = request.body as { title: string; type: string; price_amount_minor: number; currency: string }
  const { rows } = await pool.query({
    name: 'insert',
    text: insertText,
    values: [
      request.headers['x-tenant-id'],
      v7(),
      body.title,
      body.type,
      'draft',
      body.price_amount_minor,
      body.currency,
      new Date(),
    ],
  })
  reply.code(201)
  return rows[0]
})

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
process.once('SIGTERM', () => app.close().then(() => pool.end()))
