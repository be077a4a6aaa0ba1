import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { Compiler } from './compile.ts'
import { tenantPlaceholder } from './placeholder.ts'
import { type Statement, statements } from './statement.ts'

// biome-ignore lint/suspicious/noExplicitAny: these tables exist only as names
const { statement, systemStatement } = statements<any, any>()
const compiler = new Compiler(['core.memberships'])

function textOf<Args, Row, Shape>(declared: Statement<Args, Row, Shape>, schema = 'shared'): string {
  return compiler.compile(declared, undefined, schema).prepared.text
}

function tenantParametersOf<Args, Row, Shape>(declared: Statement<Args, Row, Shape>): number {
  const { parameters } = compiler.compile(declared, undefined, 'shared')
  return parameters.filter((parameter) => parameter === tenantPlaceholder).length
}

test('a select names the tenant of its table, beside its own conditions', () => {
  const find = statement('t', (db, p: { id: string }) => db.selectFrom('products').select('id').where('id', '=', p.id))
  assert.equal(
    textOf(find),
    'select "id" from "shared"."products" where "shared"."products"."tenant_id" = $1 and "id" = $2',
  )
})

test('an OR among the conditions cannot widen past the tenant', () => {
  const find = statement('t', (db) =>
    db
      .selectFrom('products')
      .select('id')
      .where((eb) => eb.or([eb('id', '=', 'a'), eb('id', '=', 'b')])),
  )
  assert.match(textOf(find), /"tenant_id" = \$1 and \("id" = \$2 or "id" = \$3\)$/)
})

test('every joined side is named in its ON clause, so that outer joins stay outer', () => {
  const list = statement('t', (db) =>
    db
      .selectFrom('orders as o')
      .leftJoin('items as i', 'i.order_id', 'o.id')
      .innerJoin('products', 'products.id', 'i.product_id')
      .select('o.id'),
  )
  assert.match(textOf(list), /left join "shared"."items" as "i" on "i"."order_id" = "o"."id" and "i"."tenant_id" = \$1/)
  assert.match(textOf(list), /inner join "shared"."products" on .* and "shared"."products"."tenant_id" = \$2/)
  assert.match(textOf(list), /where "o"."tenant_id" = \$3$/)
})

test('a cross join is named in WHERE', () => {
  const list = statement('t', (db) => db.selectFrom('orders').crossJoin('items').select('orders.id'))
  assert.equal(tenantParametersOf(list), 2)
})

test('subqueries, lateral joins, set operations and CTEs are named inside, and CTE names are left alone', () => {
  const list = statement('t', (db) =>
    db
      .with('recent', (inner) => inner.selectFrom('orders').select('id'))
      .selectFrom('recent')
      .innerJoinLateral(
        (inner) => inner.selectFrom('items').select('order_id').as('l'),
        (join) => join.onTrue(),
      )
      .select('recent.id')
      .where('recent.id', 'in', (inner: typeof db) => inner.selectFrom('refunds').select('order_id'))
      .union((inner) => inner.selectFrom('drafts').select('id')),
  )
  assert.equal(tenantParametersOf(list), 4)
  assert.match(textOf(list), /from "recent"/)
})

test('an insert carries the tenant first, and its conflict target begins with the tenant', () => {
  const insert = statement('t', (db, p: { id: string; sku: string }) =>
    db
      .insertInto('products')
      .values({ id: p.id, sku: p.sku })
      .onConflict((conflict) => conflict.columns(['sku']).doNothing()),
  )
  assert.equal(
    textOf(insert),
    'insert into "shared"."products" ("tenant_id", "id", "sku") values ($1, $2, $3) on conflict ("tenant_id", "sku") do nothing',
  )
})

test('an insert of several rows carries the tenant in each', () => {
  const insert = statement('t', (db) => db.insertInto('tags').values([{ id: '1' }, { id: sql`lower('A')` }]))
  assert.equal(tenantParametersOf(insert), 2)
})

test('an insert from a select carries the tenant and reads only its rows', () => {
  const copy = statement('t', (db) =>
    db
      .insertInto('archive')
      .columns(['id'])
      .expression((inner) => inner.selectFrom('orders').select('id')),
  )
  assert.match(textOf(copy), /\("tenant_id", "id"\) select cast\(\$1 as uuid\) as "tenant_id", "id" from .* = \$2$/)
})

test('updates and deletes name every table they read', () => {
  const update = statement('t', (db) =>
    db.updateTable('orders').from('items').set({ status: 'x' }).whereRef('items.order_id', '=', 'orders.id'),
  )
  const remove = statement('t', (db) =>
    db.deleteFrom('items').using('orders').whereRef('items.order_id', '=', 'orders.id'),
  )
  assert.equal(tenantParametersOf(update), 2)
  assert.equal(tenantParametersOf(remove), 2)
})

test('a scoped table outside the tenant schema is named, other platform tables are not', () => {
  const list = statement('t', (db) =>
    db.selectFrom('core.memberships as m').innerJoin('core.users as u', 'u.id', 'm.user_id').select('u.email'),
  )
  assert.match(textOf(list), /where "m"."tenant_id" = \$1$/)
  assert.equal(tenantParametersOf(list), 1)
})

test('nobody else writes tenant_id', () => {
  const insert = statement('t', (db) => db.insertInto('products').values({ tenant_id: 'x', id: '1' }))
  const update = statement('t', (db) => db.updateTable('products').set({ tenant_id: 'x' }))
  assert.throws(() => textOf(insert), /never changes/)
  assert.throws(() => textOf(update), /never changes/)
})

test('raw SQL that does not name the tenant is refused; the schema is filled in where it stands', () => {
  const careless = statement('t', () => sql`select count(*) from :"schema".orders`)
  const named = statement('t', () => sql`select count(*) from :"schema".orders where tenant_id = ${tenantPlaceholder}`)
  assert.throws(() => textOf(careless), /does not name the tenant/)
  assert.equal(textOf(named, 'tenant_a"b'), 'select count(*) from "tenant_a""b".orders where tenant_id = $1')
})

test('a command is refused, however it is written', () => {
  const commands = [
    'set row_security = off',
    'prepare x as select 1',
    'do $$ begin end $$',
    '/* */ listen x',
    'explain select 1',
  ]
  for (const command of commands) {
    assert.throws(() => textOf(statement('t', () => sql`${sql.raw(command)} -- ${tenantPlaceholder}`)), /is no query/)
    assert.throws(() => textOf(systemStatement('t', () => sql.raw(command))), /is no query/)
  }
})

test('a system statement is left as it is written', () => {
  const list = systemStatement('t', (db) => db.selectFrom('core.tenants').select('id'))
  assert.equal(textOf(list), 'select "id" from "core"."tenants"')
})

test('a statement is built once per schema and shape', () => {
  let builds = 0
  const find = statement('t', (db, _p: object, shape: { sort: string }) => {
    builds++
    return db.selectFrom('products').select('id').orderBy(shape.sort)
  })
  for (const schema of ['shared', 'tenant_a', 'shared']) {
    for (const sort of ['id', 'title', 'id']) compiler.compile(find, { sort }, schema)
  }
  assert.equal(builds, 4)
})

test('a write that expects a row is guarded by the database itself', () => {
  const gone = Object.assign(() => new Error('gone'), { code: 'gone', status: 412, title: 'gone' })
  const update = statement('t', (db) => db.updateTable('orders').set({ status: 'x' }), {
    expect: { rows: 1, orRefuse: gone as never },
  })
  assert.match(textOf(update), /^with "changed" as \(update .* returning 1\) select tenancy\.require_rows\(/)
})
