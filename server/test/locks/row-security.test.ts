import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { forEachPlacement, worldIn } from '#testing'
import { signBinding } from '../isolation/sql/bindings.ts'
import { type Table, tenantTables } from '../isolation/sql/catalogue.ts'
import { leaveSampleRows } from '../sample-rows.ts'

/** Lock 2 alone: raw SQL that names no tenant, and a binding that is believed without a signature. */
forEachPlacement((placement) => {
  let admin: pg.Client
  let tables: Table[]
  // Before the world's own end, which drops the database it is connected to.
  after(() => admin?.end())
  const world = worldIn(placement)

  before(async () => {
    await leaveSampleRows(world())
    await leaveSampleRows(world(), world().neighbour)
    admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    await admin.query(`
      create or replace function tenancy.current_tenant() returns uuid language sql stable
      as $$ select left(nullif(current_setting('tenancy.binding', true), ''), 36)::uuid $$`)
    tables = (await tenantTables(admin)).filter(({ columns }) =>
      columns.some(({ name, select }) => name === 'tenant_id' && select.length > 0),
    )
  })

  async function bound<T>(
    role: 'app' | 'reader',
    binding: string | undefined,
    body: (client: pg.Client) => Promise<T>,
  ) {
    const client = new pg.Client(world().database.urls[role])
    await client.connect()
    try {
      await client.query('begin')
      if (binding) await client.query('select tenancy.bind($1)', [binding])
      return await body(client)
    } finally {
      await client.end()
    }
  }

  const own = () => signBinding({ tenantId: world().tenant.id, epoch: world().tenant.epoch })
  const countOf = async ({ reference }: Table, tenantId: string): Promise<number> =>
    (await admin.query(`select count(*)::int as n from ${reference} where tenant_id = $1`, [tenantId])).rows[0].n

  test('the binding can be forged, so that what follows is the work of row security', async () => {
    const { id } = world().neighbour
    const forged = own().replace(world().tenant.id, id)
    const seen = await bound('app', forged, (client) => client.query('select distinct tenant_id from core.memberships'))
    assert.deepEqual(seen.rows, [{ tenant_id: id }])
  })

  for (const role of ['app', 'reader'] as const) {
    describe(role, () => {
      test('a query without a tenant sees every row of the tenant and no other', async () => {
        await bound(role, own(), async (client) => {
          for (const table of tables.filter(isSeenBy(role))) {
            const { rows } = await client.query(`select tenant_id from ${table.reference}`)
            assert.equal(rows.length, await countOf(table, world().tenant.id), table.reference)
            assert.ok(rows.every(({ tenant_id }) => tenant_id === world().tenant.id))
          }
        })
      })

      test('a query without a binding sees nothing', async () => {
        await bound(role, undefined, async (client) => {
          for (const { reference } of tables.filter(isSeenBy(role))) {
            assert.equal((await client.query(`select from ${reference}`)).rowCount, 0, reference)
          }
        })
      })
    })
  }

  test('an update and a delete without a tenant change the rows of the tenant and no other', async () => {
    await bound('app', own(), async (client) => {
      await client.query('set constraints all deferred; savepoint before')
      let tried = 0
      for (const table of tables) {
        const changeable = table.columns.find(({ update, isGenerated }) => update.includes('app') && !isGenerated)
        if (!changeable) continue
        const column = pg.escapeIdentifier(changeable.name)
        const { rowCount } = await client.query(`update ${table.reference} set ${column} = ${column}`)
        assert.equal(rowCount, await countOf(table, world().tenant.id), table.reference)
        tried += rowCount!
        // Rows that others refer to stay; of those that go, none is the neighbour's.
        const deleted = await client
          .query(`delete from ${table.reference} returning tenant_id`)
          .catch(refusedByReference)
        assert.ok(deleted.rows.every(({ tenant_id }) => tenant_id === world().tenant.id))
        await client.query('rollback to before')
      }
      assert.ok(tried > 10)
    })
  })

  test('a row is written for no other tenant, and none is given away', async () => {
    const { neighbour } = world()
    await bound('app', own(), async (client) => {
      await client.query('savepoint before')
      for (const { reference, columns } of tables) {
        const { rows } = await admin.query(
          `select to_jsonb(t) as row from ${reference} t where tenant_id = $1 limit 1`,
          [neighbour.id],
        )
        for (const [sql, parameters] of [
          [
            `insert into ${reference} select (jsonb_populate_record(null::${reference}, $1)).*`,
            [rows[0]?.row ?? { tenant_id: neighbour.id }],
          ],
          [`update ${reference} set tenant_id = $1`, [neighbour.id]],
        ] as const) {
          const isEmpty =
            sql.startsWith('update') && (await countOf({ reference, columns } as Table, world().tenant.id)) === 0
          if (!isEmpty) await assert.rejects(client.query(sql, [...parameters]), { code: '42501' }, reference)
          await client.query('rollback to before')
        }
      }
    })
  })
})

/** A table that the role may ask whose its rows are. */
function isSeenBy(role: 'app' | 'reader') {
  return ({ columns }: Table) => columns.some(({ name, select }) => name === 'tenant_id' && select.includes(role))
}

function refusedByReference({ code }: { code: string }): { rows: { tenant_id: string }[] } {
  assert.match(code, /^(23503|42501)$/)
  return { rows: [] }
}
