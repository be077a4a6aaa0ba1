import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Doors, Tenant } from '@stoa/tenancy'
import pg from 'pg'
import { createOrder, createProduct, createSellerProfile } from '#commerce'
import { forEachPlacement, newTenant, type World, worldIn } from '#testing'
import { purgeTenant } from '../index.ts'

const actor = { kind: 'system' } as const

/** Where anything of the tenant is, from the catalogue: `schema.table` of every table, schemas, and its own row. */
async function traces(admin: pg.Client, tenant: Tenant): Promise<string[]> {
  const { rows: tables } = await admin.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
    join pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'tenant_id' and not a.attisdropped`)
  const found: string[] = []
  for (const { name } of tables) {
    const { rowCount } = await admin.query(`select from ${name} where tenant_id = $1 limit 1`, [tenant.id])
    if (rowCount) found.push(name)
  }
  const { rows } = await admin.query<{ name: string }>(
    `select 'core.tenants' as name from core.tenants where id = $1
     union all select nspname from pg_namespace where nspname = $2 and nspname <> 'shared'
     union all select 'tenancy.tenant_schemas' from tenancy.tenant_schemas where schema_name = $2 and schema_name <> 'shared'
     union all select distinct 'tenancy.migrations' from tenancy.migrations where schema_name = $2 and schema_name <> 'shared'`,
    [tenant.id, tenant.schema],
  )
  return [...found, ...rows.map(({ name }) => name)]
}

async function furnish(world: World, tenant: Tenant): Promise<void> {
  await world.scope(async (scope) => {
    const seller = await createSellerProfile(scope, { store_name: 'Store', slug: 'store' })
    const product = {
      title: 'Shirt',
      type: 'physical',
      status: 'active',
      price_amount_minor: 100,
      currency: 'EUR',
      stock_quantity: 90,
      seller_id: seller.id,
    } as const
    for (let n = 0; n < 7; n++) {
      const { id } = await createProduct(scope, { ...product, title: `Shirt ${n}` })
      await createOrder(scope, { items: [{ product_id: id, quantity: 1 }] })
    }
  }, tenant)
  await world.newCaller('owner', tenant)
}

forEachPlacement((placement) => {
  const world = worldIn(placement)

  function platform(method: 'PUT' | 'DELETE' | 'GET', path: string, query: Record<string, string> = {}) {
    return world()
      .superadmin()
      .then((caller) => world().requestAs(caller, method, path, { query }, undefined))
  }

  async function asAdmin<T>(body: (admin: pg.Client) => Promise<T>): Promise<T> {
    const admin = new pg.Client(world().database.adminUrl)
    await admin.connect()
    try {
      return await body(admin)
    } finally {
      await admin.end()
    }
  }

  async function furnished(slug: string): Promise<Tenant> {
    const tenant = await newTenant(world().platform, slug, placement)
    await furnish(world(), tenant)
    return tenant
  }

  async function deleteAndOrder(tenant: Tenant) {
    assert.equal((await platform('DELETE', `/tenants/${tenant.id}`)).statusCode, 204)
    const ordered = await platform('PUT', `/tenants/${tenant.id}/purge`, { now: 'true' })
    assert.deepEqual([ordered.statusCode, ordered.json().status], [202, 'deleted'])
    return ordered.json()
  }

  test('a purged tenant is found in no table, its neighbour is whole, and its names are free', async () => {
    const tenant = await furnished('leaving')
    await furnish(world(), world().neighbour)
    const before = await asAdmin((admin) => fingerprintOf(admin, world().neighbour))
    assert.ok((await asAdmin((admin) => traces(admin, tenant))).length > 4)
    await deleteAndOrder(tenant)
    await world().platform.purges.purgeAll()
    assert.deepEqual(await asAdmin((admin) => traces(admin, tenant)), [])
    assert.deepEqual(await asAdmin((admin) => fingerprintOf(admin, world().neighbour)), before)
    assert.equal((await platform('GET', `/tenants/${tenant.id}`)).statusCode, 404)
    const again = await newTenant(world().platform, 'leaving', placement)
    assert.notEqual(again.id, tenant.id)
  })

  test('only a deleted tenant is purged, after its time or when it is insisted on', async () => {
    const tenant = await newTenant(world().platform, 'young', placement)
    const purge = (query: Record<string, string> = {}) => platform('PUT', `/tenants/${tenant.id}/purge`, query)
    assert.equal((await purge({ now: 'true' })).json().code, 'tenant.not_deleted')
    await platform('DELETE', `/tenants/${tenant.id}`)
    const early = await purge()
    assert.deepEqual([early.statusCode, early.json().code], [409, 'tenant.purge_too_early'])
    await asAdmin((admin) =>
      admin.query(`update core.tenants set deleted_at = deleted_at - interval '31 days' where id = $1`, [tenant.id]),
    )
    const ordered = await purge()
    assert.equal(ordered.statusCode, 202)
    assert.deepEqual((await purge()).json(), ordered.json())
    const restored = await platform('DELETE', `/tenants/${tenant.id}/deletion`)
    assert.deepEqual([restored.statusCode, restored.json().code], [409, 'tenant.purging'])
  })

  test('a tenant that is being moved is not purged: its rows may be in two places', async () => {
    const tenant = await newTenant(world().platform, 'moving', placement)
    await platform('DELETE', `/tenants/${tenant.id}`)
    await asAdmin((admin) =>
      admin.query(
        `insert into tenancy.moves
           (tenant_id, from_placement, from_schema, to_placement, to_schema, mover_pid, mover_began_at)
         values ($1, 'schema', 'tenant_from', 'schema', 'tenant_to', 1, now())`,
        [tenant.id],
      ),
    )
    const ordered = await platform('PUT', `/tenants/${tenant.id}/purge`, { now: 'true' })
    assert.deepEqual([ordered.statusCode, ordered.json().code], [409, 'tenant.moving'])
  })

  test('the database purges nothing of a tenant whose purge was not ordered, whoever asks', async () => {
    const tenant = await furnished('kept')
    const system = new pg.Client(world().database.urls.system)
    await system.connect()
    const steps = [`purge_rows($1, 'core', 'memberships', 10)`, 'purge_schema($1)', 'end_purge($1)']
    try {
      for (const step of steps) {
        await assert.rejects(system.query(`select tenancy.${step}`, [tenant.id]), { code: 'ST006' })
      }
      await platform('DELETE', `/tenants/${tenant.id}`)
      for (const step of steps) {
        await assert.rejects(system.query(`select tenancy.${step}`, [tenant.id]), { code: 'ST006' })
      }
      await assert.rejects(system.query('select tenancy.owner_binding($1)', [tenant.id]), { code: '42501' })
    } finally {
      await system.end()
    }
  })

  test('a purge goes on from wherever it was cut off', async () => {
    const tenant = await furnished('cut')
    await deleteAndOrder(tenant)
    let cuts = 0
    for (;;) {
      const cut = new AbortController()
      try {
        const { tenancy } = world().platform
        await purgeTenant(tenancy, tenant.id, { actor, batch: 2, signal: cut.signal, onProgress: () => cut.abort() })
        break
      } catch (error) {
        assert.equal((error as Error).name, 'AbortError')
        cuts++
      }
    }
    assert.ok(cuts > 5)
    assert.deepEqual(await asAdmin((admin) => traces(admin, tenant)), [])
  })

  test('several processes may purge the same tenant at once', async () => {
    const tenant = await furnished('crowd')
    await deleteAndOrder(tenant)
    const { tenancy } = world().platform
    await Promise.all([1, 2, 3].map((batch) => purgeTenant(tenancy, tenant.id, { actor, batch })))
    assert.deepEqual(await asAdmin((admin) => traces(admin, tenant)), [])
  })

  test('two tenants may be purged step by step in turn', async () => {
    const [tenant, other] = [await furnished('turns'), await furnished('turns-too')]
    await deleteAndOrder(tenant)
    await deleteAndOrder(other)
    const { tenancy } = world().platform
    const stepOfOther = async () => {
      const cut = new AbortController()
      const options = { actor, signal: cut.signal, onProgress: () => cut.abort() }
      await purgeTenant(tenancy, other.id, options).catch((error) => assert.equal(error.name, 'AbortError'))
    }
    const doors: Doors = {
      scope: () => Promise.reject(new Error('a purge opens no tenant')),
      system: async (options, body) => {
        await stepOfOther()
        return tenancy.system(options, body)
      },
    }
    await purgeTenant(doors, tenant.id, { actor })
    await purgeTenant(tenancy, other.id, { actor })
    assert.deepEqual(await asAdmin((admin) => traces(admin, tenant)), [])
    assert.deepEqual(await asAdmin((admin) => traces(admin, other)), [])
  })

  test('a purge that fails holds up no other, and is tried again', async () => {
    const [failing, other] = [await furnished('failing'), await furnished('following')]
    await deleteAndOrder(failing)
    await deleteAndOrder(other)
    await asAdmin(async (admin) => {
      await admin.query(`
        create function core.keep_member() returns trigger language plpgsql as $$ begin raise 'kept'; end $$;
        create trigger keep_member before delete on core.memberships
          for each row when (old.tenant_id = '${failing.id}') execute function core.keep_member()`)
      await world().platform.purges.purgeAll()
      assert.ok((await traces(admin, failing)).length > 0)
      assert.deepEqual(await traces(admin, other), [])
      await admin.query('drop function core.keep_member cascade')
      await world().platform.purges.purgeAll()
      assert.deepEqual(await traces(admin, failing), [])
    })
  })

  test('while a batch is under way, a neighbour writes every table without waiting', async () => {
    const tenant = await furnished('busy')
    await deleteAndOrder(tenant)
    const system = new pg.Client(world().database.urls.system)
    await system.connect()
    try {
      await asAdmin(async (admin) => {
        const { rows } = await admin.query(
          'select schema_name, table_name, is_own from tenancy.tables_of($1) with ordinality order by ordinality',
          [tenant.id],
        )
        for (const { schema_name, table_name, is_own } of rows) {
          await system.query('begin')
          if (is_own) await system.query('select tenancy.purge_schema($1)', [tenant.id])
          else await system.query('select tenancy.purge_rows($1, $2, $3, 100)', [tenant.id, schema_name, table_name])
          await admin.query(`begin; set local lock_timeout = '50ms'`)
          const schema = schema_name === tenant.schema ? world().neighbour.schema : schema_name
          const all = `"${schema}"."${table_name}" where tenant_id = $1`
          await admin.query(`select from ${all} for update`, [world().neighbour.id])
          await admin.query(`update ${all.replace(' where', ' set tenant_id = tenant_id where')}`, [
            world().neighbour.id,
          ])
          await admin.query('rollback')
          await system.query('commit')
        }
      })
    } finally {
      await system.end()
    }
  })

  test('a transaction that was open when the tenant was deleted leaves no row behind', async () => {
    const tenant = await furnished('late')
    const open = new pg.Client(world().database.adminUrl)
    await open.connect()
    const { system } = world().platform.tenancy
    let steps = 0
    let hasProgressed = false
    const sixSteps = Promise.withResolvers<void>()
    const doors: Doors = {
      scope: () => Promise.reject(new Error('a purge opens no tenant')),
      system: (options, body) => {
        if (++steps === 6) sixSteps.resolve()
        return system.call(world().platform.tenancy, options, body) as never
      },
    }
    let purging: Promise<void>
    try {
      await open.query('begin')
      await open.query(
        `insert into "${tenant.schema}".number_series (tenant_id, name, last_number) values ($1, 'late', 1)`,
        [tenant.id],
      )
      await deleteAndOrder(tenant)
      const onProgress = () => {
        hasProgressed = true
      }
      purging = purgeTenant(doors, tenant.id, { actor, onProgress })
      await sixSteps.promise
      assert.equal(hasProgressed, false)
      await open.query('commit')
    } finally {
      await open.end()
    }
    await purging
    assert.deepEqual(await asAdmin((admin) => traces(admin, tenant)), [])
  })

  test('rows that refer to rows of their own table go as well, the referring ones first', async () => {
    const tenant = await furnished('chain')
    const owner = new pg.Client(world().database.urls.owner)
    await owner.connect()
    await owner.query(`
      create table core.chain (tenant_id uuid not null, id int not null, parent int, primary key (tenant_id, id),
        foreign key (tenant_id, parent) references core.chain (tenant_id, id));
      select tenancy.isolate('core.chain')`)
    await owner.end()
    await asAdmin(async (admin) => {
      await admin.query(
        'insert into core.chain select $1::uuid, n, n - 1 from generate_series(2, 9) n union all select $1, 1, null',
        [tenant.id],
      )
      await deleteAndOrder(tenant)
      await purgeTenant(world().platform.tenancy, tenant.id, { actor, batch: 3 })
      assert.deepEqual(await traces(admin, tenant), [])
    })
  })
})

async function fingerprintOf(admin: pg.Client, tenant: Tenant): Promise<string> {
  const { rows } = await admin.query(
    `select string_agg(p::text, ',' order by p.id) as products from "${tenant.schema}".products p where tenant_id = $1`,
    [tenant.id],
  )
  const members = await admin.query('select m::text from core.memberships m where tenant_id = $1 order by 1', [
    tenant.id,
  ])
  return JSON.stringify([rows, members.rows])
}
