import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { forEachPlacement, openedLogin, sessionOf, worldIn } from '#testing'
import { leaveSampleRows } from '../sample-rows.ts'
import { Report } from './report.ts'
import { secretsOf, stateOf } from './secrets.ts'
import { attackAll } from './sql/assault.ts'
import type { Aim } from './sql/attack.ts'
import { signBinding } from './sql/bindings.ts'
import { type Table, tenantTables } from './sql/catalogue.ts'
import { readingAttacks } from './sql/reading-attacks.ts'
import { findRow } from './sql/rows.ts'
import { Session } from './sql/session.ts'
import { writingAttacks } from './sql/writing-attacks.ts'

/** What a login inserts is its tenant's, whatever it names: that is shown where logins are tested. */
const attacks = [...readingAttacks, ...writingAttacks.filter(({ name }) => !/insert|upsert|merge the/.test(name))]

forEachPlacement((placement) => {
  let admin: pg.Client
  let tables: Table[]
  // Before the world's own end, which drops the database it is connected to.
  after(() => admin?.end())
  const world = worldIn(placement)

  before(async () => {
    await leaveSampleRows(world(), world().tenant)
    await leaveSampleRows(world(), world().neighbour)
    admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    tables = await tenantTables(admin)
  })

  for (const access of ['read_only', 'read_write'] as const) {
    test(`no attack on any table by a tenant's own ${access} login reaches another tenant`, async (t) => {
      const { tenant, neighbour } = world()
      const login = await openedLogin(world(), access, neighbour)
      const aims = await aimsOf(login.role_name)
      const sides = { victim: tenant, attacker: neighbour }
      const secrets = await secretsOf(admin, tables, tenant.id, neighbour.id)
      const report = new Report()
      const before = await stateOf(admin, tables, tenant.id)
      const client = await sessionOf(login)
      const session = new Session(client)
      const assault = { role: 'app', client, sides, aims, secrets, allSecrets: secrets, report } as const
      for (const [situation, binding] of [
        ['without a binding', undefined],
        ['with its own binding', signBinding({ tenantId: neighbour.id, epoch: neighbour.epoch })],
        ['with the binding of the victim', signBinding({ tenantId: tenant.id, epoch: tenant.epoch })],
      ] as const) {
        await session.bound(binding, () => attackAll(assault, session, attacks, situation, secrets))
      }
      await client.end()
      t.diagnostic(report.summary)
      assert.deepEqual(report.faults, [])
      assert.equal(await stateOf(admin, tables, tenant.id), before)
    })

    test(`a ${access} login meets every row of its tenant in each table it is offered, and no table beside`, async () => {
      const login = await openedLogin(world(), access)
      const client = await sessionOf(login)
      const met: string[] = []
      for (const { reference, schema, name } of tables) {
        const seen = await client.query(`select tenant_id from ${reference}`).catch(() => undefined)
        if (!seen) continue
        assert.equal(schema, world().tenant.schema)
        const { rows } = await admin.query(`select count(*)::int as n from ${reference} where tenant_id = $1`, [
          world().tenant.id,
        ])
        assert.deepEqual(
          [seen.rowCount, new Set(seen.rows.map((row) => row.tenant_id))],
          [rows[0].n, new Set([world().tenant.id])],
        )
        met.push(name)
      }
      assert.deepEqual(met, [
        'categories',
        'conversation_history',
        'conversations',
        'fulfilment_items',
        'fulfilments',
        'humans',
        'order_history',
        'order_items',
        'order_notes',
        'orders',
        'product_categories',
        'product_images',
        'product_options',
        'product_variants',
        'products',
        'seller_profiles',
      ])
      await client.end()
    })
  }

  /** Columns as the login may use them, so that what is tried is refused for no smaller reason. */
  async function aimsOf(login: string): Promise<Aim[]> {
    const { tenant, neighbour } = world()
    const aims: Aim[] = []
    for (const table of tables) {
      const columns = await Promise.all(
        table.columns.map(async (column) => ({ ...column, ...(await rights(table, column.name)) })),
      )
      const victim = (await findRow(admin, table, tenant.id)) ?? { [table.tenantColumn]: tenant.id }
      aims.push({
        table: { ...table, columns },
        role: 'app',
        victimId: tenant.id,
        victim,
        own: await findRow(admin, table, neighbour.id),
      })
    }
    return aims

    async function rights({ reference }: Table, column: string) {
      const { rows } = await admin.query(
        `select ${['select', 'insert', 'update'].map((right) => `has_column_privilege($1, $2, $3, '${right}') as "${right}"`).join(', ')}`,
        [login, reference, column],
      )
      const granted = (right: string): 'app'[] => (rows[0][right] ? ['app'] : [])
      return { select: granted('select'), insert: granted('insert'), update: granted('update') }
    }
  }
})
