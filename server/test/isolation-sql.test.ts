import assert from 'node:assert/strict'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { bindingKeyFrom } from '@stoa/tenancy'
import pg from 'pg'
import { forEachPlacement, testSecret, type World, worldIn } from '#testing'
import { leaveSampleRows } from './sample-rows.ts'

/** A table with `tenant_id`, found in the catalogue: a new one is covered without being named here. */
interface TenantTable {
  schema: string
  name: string
  /** `schema.name`, quoted. */
  reference: string
}

interface Signing {
  key?: Buffer
  expires?: number
  tenantId: string
}

/** Signs as the kernel does, so that each part of a binding can be wrong on its own. */
function signBinding({
  key = bindingKeyFrom(testSecret),
  expires = Date.now() / 1000 + 60,
  tenantId,
}: Signing): string {
  const message = `${tenantId}.${'1'.padStart(16, '0')}.${Math.ceil(expires)}.${keyId(bindingKeyFrom(testSecret))}`
  return `${message}.${createHmac('sha256', key).update(message).digest('hex')}`
}

function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}

forEachPlacement((placement) => {
  let app: pg.Client
  let admin: pg.Client
  let tables: TenantTable[]
  // Before the world's own end, which drops the database these are connected to.
  after(() => Promise.all([app?.end(), admin?.end()]))
  const world = worldIn(placement)

  before(async () => {
    await leaveSampleRows(world())
    admin = await connect(world().database.adminUrl)
    app = await connect(world().database.urls.app)
    tables = await tenantTables(admin)
    await mirrorToNeighbour(admin, world(), tables)
  })

  /** Runs SQL as the runtime role, bound as told, and rolls back. */
  async function attack(binding: string | undefined, sql: string, parameters: unknown[] = []) {
    await app.query('begin')
    try {
      if (binding !== undefined) await app.query('select tenancy.bind($1)', [binding])
      return await app.query(sql, parameters)
    } finally {
      await app.query('rollback')
    }
  }

  /** Every table that may hold rows of the neighbour: those of its own schema, and the platform's. */
  function neighbourTables(): TenantTable[] {
    return tables.filter(({ schema }) => schema === world().neighbour.schema || schema === 'core')
  }

  async function countOf(table: TenantTable, tenantId: string): Promise<number> {
    const { rows } = await admin.query(`select count(*)::int as n from ${table.reference} where tenant_id = $1`, [
      tenantId,
    ])
    return rows[0].n
  }

  test('the sample leaves rows of both tenants in every tenant table, so that no check below is empty', async () => {
    for (const table of neighbourTables()) {
      assert.ok((await countOf(table, world().neighbour.id)) > 0, `no row of the neighbour in ${table.reference}`)
    }
  })

  test('bound to one tenant, no table shows a row of another', async () => {
    const binding = signBinding({ tenantId: world().tenant.id })
    for (const table of tables) {
      const { rows } = await attack(binding, `select distinct tenant_id from ${table.reference}`)
      assert.ok(
        rows.every((row) => row.tenant_id === world().tenant.id),
        table.reference,
      )
      const named = await attack(binding, `select 1 from ${table.reference} where tenant_id = $1`, [
        world().neighbour.id,
      ])
      assert.equal(named.rowCount, 0, table.reference)
    }
  })

  describe('without a binding', () => {
    test('every table is empty', async () => {
      for (const table of tables) {
        const { rowCount } = await attack(undefined, `select 1 from ${table.reference}`)
        assert.equal(rowCount, 0, table.reference)
      }
    })

    test('nothing can be written', async () => {
      for (const table of tables) await refusesInsert(undefined, table, world().tenant.id)
    })
  })

  test('updates and deletes reach no row of another tenant', async () => {
    const binding = signBinding({ tenantId: world().tenant.id })
    for (const table of neighbourTables()) {
      const parameters = [world().neighbour.id]
      for (const sql of [
        `update ${table.reference} set tenant_id = tenant_id where tenant_id = $1`,
        `delete from ${table.reference} where tenant_id = $1`,
      ]) {
        const outcome = await attack(binding, sql, parameters).catch(refusedByGrant)
        assert.equal(outcome.rowCount, 0, sql)
      }
    }
  })

  test("a row cannot be inserted as another tenant's, nor given to it", async () => {
    const binding = signBinding({ tenantId: world().tenant.id })
    for (const table of neighbourTables()) {
      await refusesInsert(binding, table, world().neighbour.id)
      const given = attack(binding, `update ${table.reference} set tenant_id = $1`, [world().neighbour.id])
      await given.then(
        ({ rowCount }) => assert.equal(rowCount, 0, table.reference),
        (error) => assert.match(error.code, /^(42501|23503)$/, table.reference),
      )
    }
  })

  test('a tenant changes the settings of its own row in core.tenants, and nothing else there', async () => {
    const { tenant, neighbour } = world()
    const binding = signBinding({ tenantId: tenant.id })
    const change = `update core.tenants set settings = '{"x.y": 1}', version = version + 1 returning id`
    assert.deepEqual((await attack(binding, change)).rows, [{ id: tenant.id }])
    assert.equal(
      (await attack(binding, `update core.tenants set settings = '{}' where id = $1`, [neighbour.id])).rowCount,
      0,
    )
    assert.equal((await attack(undefined, `update core.tenants set settings = '{}'`)).rowCount, 0)
    for (const column of ['id', 'name', 'slug', 'subdomain', 'status', 'placement', 'schema_name', 'epoch', 'plan']) {
      await assert.rejects(attack(binding, `update core.tenants set ${column} = ${column}`), { code: '42501' }, column)
    }
    await assert.rejects(attack(binding, 'delete from core.tenants'), { code: '42501' })
  })

  test('COPY takes out the rows that are visible and no more, and puts none in', async () => {
    const binding = signBinding({ tenantId: world().tenant.id })
    for (const table of tables) {
      const unbound = await attack(undefined, `copy (select tenant_id from ${table.reference}) to stdout`)
      assert.equal(unbound.rowCount, 0, table.reference)
      const bound = await attack(binding, `copy (select tenant_id from ${table.reference}) to stdout`)
      assert.equal(bound.rowCount, await countOf(table, world().tenant.id), table.reference)
      await assert.rejects(
        attack(binding, `copy ${table.reference} (tenant_id) from stdin`),
        (error: { code: string }) => ['0A000', '42501'].includes(error.code),
        table.reference,
      )
    }
  })

  test('TRUNCATE is granted nowhere', async () => {
    for (const table of tables) {
      await assert.rejects(attack(undefined, `truncate ${table.reference}`), { code: '42501' })
    }
  })

  test("an upsert cannot reach another tenant's row, and no unique key tells that it exists", async () => {
    const binding = signBinding({ tenantId: world().tenant.id })
    for (const table of neighbourTables()) {
      const row = await sampleRow(table, world().neighbour.id)
      const insert = `insert into ${table.reference} select (jsonb_populate_record(null::${table.reference}, $1)).*`
      for (const onConflict of ['', 'on conflict do nothing']) {
        // Refused for whose row it is (42501), never for a key it meets (23505).
        await assert.rejects(attack(binding, `${insert} ${onConflict}`, [row]), { code: '42501' }, table.reference)
      }
    }
  })

  describe('a forged binding is an error', () => {
    const forgeries: Record<string, (tenantId: string) => string> = {
      'signed with another key': (tenantId) => signBinding({ tenantId, key: randomBytes(32) }),
      expired: (tenantId) => signBinding({ tenantId, expires: Date.now() / 1000 - 60 }),
      'with the tenant exchanged': (tenantId) => tenantId + signBinding({ tenantId: world().tenant.id }).slice(36),
      'with its life prolonged': (tenantId) => {
        const parts = signBinding({ tenantId, expires: Date.now() / 1000 - 60 }).split('.')
        return [parts[0], Math.ceil(Date.now() / 1000 + 60), parts[2], parts[3]].join('.')
      },
      'without a mac': (tenantId) => tenantId,
      'of nonsense': () => "'; drop table x; --",
    }
    for (const [name, forge] of Object.entries(forgeries)) {
      test(name, async () => {
        const forged = forge(world().neighbour.id)
        await assert.rejects(attack(forged, `select 1 from ${tables[0]!.reference}`), { code: '42501' })
        await app.query('begin')
        await app.query(`set local tenancy.binding = ${pg.escapeLiteral(forged)}`)
        await assert.rejects(app.query(`select 1 from ${tables[0]!.reference}`), { code: '42501' })
        await app.query('rollback')
      })
    }

    test('and a true one cannot be exchanged for another inside a transaction', async () => {
      const binding = signBinding({ tenantId: world().tenant.id })
      const other = signBinding({ tenantId: world().neighbour.id })
      await assert.rejects(attack(binding, 'select tenancy.bind($1)', [other]), { code: '42501' })
    })
  })

  test('the key cannot be read, and no runtime role can become another', async () => {
    const binding = signBinding({ tenantId: world().tenant.id })
    await assert.rejects(attack(binding, 'select * from tenancy.binding_keys'), { code: '42501' })
    for (const role of ['stoa_owner', 'stoa_system', 'stoa_reader', 'postgres']) {
      await assert.rejects(attack(binding, `set local role ${role}`), { code: '42501' })
    }
  })

  test('no temporary table, function or schema can stand in front of a real one', async () => {
    const binding = signBinding({ tenantId: world().tenant.id })
    for (const sql of [
      'create temporary table products (tenant_id uuid)',
      'create schema mine',
      'create table public.mine (n int)',
      `create function ${pg.escapeIdentifier(world().tenant.schema)}.mine() returns int language sql as 'select 1'`,
    ]) {
      await assert.rejects(attack(binding, sql), { code: '42501' }, sql)
    }
  })

  test('the reader role cannot write, whatever it is asked', async () => {
    const reader = await connect(world().database.urls.reader)
    try {
      for (const table of tables) {
        await assert.rejects(reader.query(`delete from ${table.reference}`), /permission denied|read-only/)
      }
    } finally {
      await reader.end()
    }
  })

  async function refusesInsert(binding: string | undefined, table: TenantTable, tenantId: string): Promise<void> {
    // Only tenant_id is given: row security is checked before the other columns' constraints could refuse.
    const sql = `insert into ${table.reference} select (jsonb_populate_record(null::${table.reference}, $1)).*`
    const row = { ...(await sampleRow(table)), tenant_id: tenantId }
    await assert.rejects(attack(binding, sql, [row]), { code: '42501' }, table.reference)
  }

  /** A row of the table as superuser sees it; of the tenant, when one is named. */
  async function sampleRow(table: TenantTable, tenantId?: string): Promise<Record<string, unknown>> {
    const { rows } = await admin.query(
      `select to_jsonb(t) as row from ${table.reference} t where $1::uuid is null or tenant_id = $1 limit 1`,
      [tenantId],
    )
    return rows[0]?.row
  }
})

function refusedByGrant(error: { code: string }): { rowCount: number } {
  assert.equal(error.code, '42501')
  return { rowCount: 0 }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  return client
}

async function tenantTables(admin: pg.Client): Promise<TenantTable[]> {
  const { rows } = await admin.query<TenantTable>(`
    select n.nspname as schema, c.relname as name, format('%I.%I', n.nspname, c.relname) as reference
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and has_schema_privilege('stoa_app', n.oid, 'usage')
      and has_table_privilege('stoa_app', c.oid, 'select')
    order by 1, 2`)
  return rows
}

/** Copies each row of the tenant to its neighbour, past all constraints, so that every table has something to steal. */
async function mirrorToNeighbour(admin: pg.Client, world: World, tables: TenantTable[]): Promise<void> {
  await admin.query('begin')
  await admin.query('set local session_replication_role = replica')
  for (const { schema, name, reference } of tables) {
    if (schema === world.neighbour.schema && schema !== world.tenant.schema) continue
    const target =
      schema === world.tenant.schema
        ? `${pg.escapeIdentifier(world.neighbour.schema)}.${pg.escapeIdentifier(name)}`
        : reference
    await admin.query(
      `insert into ${target}
       select (jsonb_populate_record(t, jsonb_build_object('tenant_id', $2::uuid))).* from ${reference} t where tenant_id = $1
       on conflict do nothing`,
      [world.tenant.id, world.neighbour.id],
    )
  }
  await admin.query('commit')
}
