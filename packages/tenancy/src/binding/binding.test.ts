import assert from 'node:assert/strict'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { installBindingKey } from '../migrate/binding-key.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { BindingSigner, bindingKeyId } from './signer.ts'

const tenant = randomUUID()
const other = randomUUID()
const refused = { code: '42501' }

let database: SampleDatabase
before(async () => {
  database = await sampleDatabase()
})
after(() => database.drop())

function bindingFor(tenantId: string, key = database.bindingKey, epoch = 1): string {
  return new BindingSigner(key).bindingFor({ id: tenantId, epoch })
}

/** Signs what the signer itself would never say. */
function signed(message: string, key = database.bindingKey): string {
  return `${message}.${createHmac('sha256', key).update(message).digest('hex')}`
}

/** Runs in a transaction of the runtime role that is rolled back. */
function inTransaction(body: (app: pg.Client) => Promise<void>): Promise<void> {
  return database.as('app', async (app) => {
    await app.query('begin')
    await body(app)
    await app.query('rollback')
  })
}

function insertNote(app: pg.Client, tenantId: string) {
  return app.query('insert into shared.notes values ($1, $2, $3)', [tenantId, randomUUID(), 'note'])
}

async function currentTenant(app: pg.Client): Promise<string | null> {
  const { rows } = await app.query('select tenancy.current_tenant() as tenant')
  return rows[0].tenant
}

test('a signed binding holds to the end of the transaction and not a statement longer', async () => {
  await database.as('app', async (app) => {
    assert.equal(await currentTenant(app), null)
    await app.query('begin')
    await app.query('select tenancy.bind($1)', [bindingFor(tenant)])
    assert.equal(await currentTenant(app), tenant)
    await app.query('commit')
    assert.equal(await currentTenant(app), null)
  })
})

test('a binding of a transaction that rolls back to a savepoint before it is gone', () =>
  inTransaction(async (app) => {
    await app.query('savepoint before')
    await app.query('select tenancy.bind($1)', [bindingFor(tenant)])
    await app.query('rollback to before')
    assert.equal(await currentTenant(app), null)
  }))

test('a transaction is bound to its tenant again, and to no other', () =>
  inTransaction(async (app) => {
    await app.query('select tenancy.bind($1)', [bindingFor(tenant)])
    await app.query('select tenancy.bind($1)', [bindingFor(tenant)])
    await assert.rejects(app.query('select tenancy.bind($1)', [bindingFor(other)]), refused)
  }))

const past = Math.floor(Date.now() / 1000) - 1
const future = past + 600
const epoch = (number: number) => String(number).padStart(16, '0')

const forgeries: [string, () => string][] = [
  ['another tenant under a valid signature', () => bindingFor(tenant).replace(tenant, other)],
  ['a later expiry under a valid signature', () => bindingFor(tenant).replace(/\.\d{10}\./, `.${future + 9999}.`)],
  ['a later epoch under a valid signature', () => bindingFor(tenant).replace(/\.\d{16}\./, `.${epoch(9)}.`)],
  ['a signature cut short', () => bindingFor(tenant).slice(0, -1)],
  ['a signature with something behind it', () => `${bindingFor(tenant)}0`],
  ['a signature in capitals', () => bindingFor(tenant).replace(/[^.]+$/, (mac) => mac.toUpperCase())],
  ['a signature after another separator', () => bindingFor(tenant).replace(/\.([^.]+)$/, ':$1')],
  ['no signature', () => `${tenant}.${epoch(1)}.${future}.${bindingKeyId(database.bindingKey)}.`],
  ['a signature by an unknown key', () => bindingFor(tenant, randomBytes(32))],
  [
    'an unknown key under the name of the known',
    () => signed(`${tenant}.${epoch(1)}.${future}.${bindingKeyId(database.bindingKey)}`, randomBytes(32)),
  ],
  ['an expired one', () => signed(`${tenant}.${epoch(1)}.${past}.${bindingKeyId(database.bindingKey)}`)],
  ['a tenant and nothing else', () => tenant],
  ['dots', () => '...'],
  ['wide characters', () => 'ü'.repeat(150)],
  ['backslashes', () => '\\'.repeat(150)],
]

for (const [what, forge] of forgeries) {
  test(`binds nobody, and says nothing of it: ${what}`, () =>
    inTransaction(async (app) => {
      await app.query(`select set_config('tenancy.binding', $1, true)`, [forge()])
      assert.equal(await currentTenant(app), null)
      await assert.rejects(insertNote(app, tenant), refused)
    }))
}

test('an honest mistake is refused when the transaction is bound', async () => {
  const keyId = bindingKeyId(database.bindingKey)
  for (const token of [signed(`${tenant}.${epoch(1)}.${past}.${keyId}`), tenant, '...', 'ü'.repeat(150)]) {
    await inTransaction((app) => assert.rejects(app.query('select tenancy.bind($1)', [token]), refused))
  }
})

test('a transaction that keeps to its first snapshot, and so to an old fence, is bound to read only', async () => {
  await database.as('app', async (app) => {
    for (const level of ['repeatable read', 'serializable']) {
      await app.query(`begin isolation level ${level}`)
      await assert.rejects(app.query('select tenancy.bind($1)', [bindingFor(tenant)]), refused)
      await app.query('rollback')
      await app.query(`begin isolation level ${level} read only`)
      await app.query('select tenancy.bind($1)', [bindingFor(tenant)])
      await assert.rejects(app.query('set transaction read write'), { code: '25001' })
      await app.query('rollback')
    }
  })
})

test('whether a row that is not seen has a value, an unsigned or expired binding does not tell', async () => {
  const unseen = randomUUID()
  await database.as('app', async (app) => {
    await app.query('begin')
    await app.query('select tenancy.bind($1)', [bindingFor(unseen)])
    await insertNote(app, unseen)
    await app.query('commit')
  })
  const ask = 'execute ask'
  const keyId = bindingKeyId(database.bindingKey)
  for (const token of ['forged', signed(`${tenant}.${epoch(1)}.${past}.${keyId}`)]) {
    await inTransaction(async (app) => {
      await app.query('select tenancy.bind($1)', [bindingFor(tenant)])
      // Planned while the binding holds, compared before row security is asked.
      await app.query('set local plan_cache_mode = force_generic_plan; set local enable_indexscan = off')
      await app.query('set local enable_bitmapscan = off')
      await app.query('prepare ask(text) as select from shared.notes where text = $1')
      assert.match(JSON.stringify((await app.query(`explain ${ask}('note')`)).rows), /text = \$1.*current_tenant/)
      await app.query(`select set_config('tenancy.binding', $1, true)`, [token])
      for (const text of ['note', 'no such note']) assert.equal((await app.query(`${ask}('${text}')`)).rowCount, 0)
      await app.query('deallocate ask')
    })
  }
})

test('a binding of a past epoch is refused from the moment the fence is there, in open transactions too', async () => {
  const fenced = randomUUID()
  const raise = (to: number) =>
    database.as('system', (system) => system.query('select tenancy.fence($1, $2)', [fenced, to]))
  await inTransaction(async (app) => {
    await app.query('select tenancy.bind($1)', [bindingFor(fenced, database.bindingKey, 2)])
    assert.equal(await currentTenant(app), fenced)
    await raise(2)
    assert.equal(await currentTenant(app), fenced)
    await raise(10)
    await assert.rejects(app.query('select * from shared.notes'), { code: 'ST005' })
  })
  await raise(3)
  for (const [epoch, code] of [
    [9, 'ST005'],
    [10, undefined],
    [100, undefined],
  ] as const) {
    await inTransaction(async (app) => {
      await app.query('select tenancy.bind($1)', [bindingFor(fenced, database.bindingKey, epoch)])
      if (code) await assert.rejects(currentTenant(app), { code })
      else assert.equal(await currentTenant(app), fenced)
    })
  }
})

test('no tenant moves a fence', async () => {
  for (const role of ['app', 'reader'] as const) {
    await database.as(role, (client) =>
      assert.rejects(client.query('select tenancy.fence($1, 1)', [other]), { code: '42501' }),
    )
  }
})

test('an empty binding binds nothing', async () => {
  for (const nothing of ['', null]) {
    await inTransaction(async (app) => {
      await app.query('select tenancy.bind($1)', [nothing])
      assert.equal(await currentTenant(app), null)
      assert.equal((await app.query('select * from shared.notes')).rowCount, 0)
    })
  }
})

test('rows are written and seen by their tenant alone, and without a binding not at all', async () => {
  const id = randomUUID()
  await database.as('app', async (app) => {
    await app.query('begin')
    await app.query('select tenancy.bind($1)', [bindingFor(tenant)])
    await app.query('insert into shared.notes values ($1, $2, $3)', [tenant, id, 'mine'])
    await app.query('commit')
    assert.equal((await app.query('select * from shared.notes')).rowCount, 0)
    await assert.rejects(
      app.query('insert into shared.notes values ($1, $2, $3)', [tenant, randomUUID(), 'x']),
      refused,
    )
    await app.query('begin')
    await app.query('select tenancy.bind($1)', [bindingFor(other)])
    assert.equal((await app.query('select * from shared.notes')).rowCount, 0)
    assert.equal((await app.query('update shared.notes set text = $1', ['theirs'])).rowCount, 0)
    assert.equal((await app.query('delete from shared.notes')).rowCount, 0)
    await assert.rejects(
      app.query('insert into shared.notes values ($1, $2, $3)', [tenant, randomUUID(), 'x']),
      refused,
    )
    await app.query('rollback')
    await app.query('begin')
    await app.query('select tenancy.bind($1)', [bindingFor(tenant)])
    assert.deepEqual((await app.query('select id from shared.notes')).rows, [{ id }])
    await app.query('rollback')
  })
})

test('no runtime role reads the key, installs one, or takes rows away without row security', async () => {
  for (const role of ['app', 'reader', 'system'] as const) {
    await database.as(role, async (client) => {
      // The reader only starts read-only; what holds is what it was granted.
      await client.query('set default_transaction_read_only = off')
      await assert.rejects(client.query('select * from tenancy.binding_keys'), refused)
      await assert.rejects(client.query('select tenancy.install_binding_key($1)', [randomBytes(32)]), refused)
      await assert.rejects(client.query('truncate shared.notes'), refused)
      await assert.rejects(client.query('create temporary table mine (id int)'), refused)
      await assert.rejects(client.query('create table public.mine (id int)'), refused)
    })
  }
})

test('a key of any length signs as node:crypto does', async () => {
  for (const length of [32, 64, 65, 200]) {
    const key = randomBytes(length)
    await installBindingKey(database.urls.owner, key)
    await inTransaction(async (app) => {
      await app.query('select tenancy.bind($1)', [bindingFor(tenant, key)])
      assert.equal(await currentTenant(app), tenant)
    })
  }
  await assert.rejects(installBindingKey(database.urls.owner, randomBytes(31)), { code: '22023' })
})

test('a replaced key verifies for an hour more, then no longer; installed again it lives again', async () => {
  const [before, next] = [randomBytes(32), randomBytes(32)]
  await installBindingKey(database.urls.owner, before)
  await installBindingKey(database.urls.owner, next)
  await database.as('owner', async (owner) => {
    const { rows } = await owner.query(
      `select id, retires_at between now() + interval '59 minutes' and now() + interval '1 hour' as retires
       from tenancy.binding_keys where id = any($1)`,
      [[bindingKeyId(before), bindingKeyId(next)]],
    )
    assert.deepEqual(
      new Map(rows.map(({ id, retires }) => [id, retires])),
      new Map([
        [bindingKeyId(before), true],
        [bindingKeyId(next), null],
      ]),
    )
    const bind = () =>
      inTransaction(async (app) => {
        await app.query('select tenancy.bind($1)', [bindingFor(tenant, before)])
        assert.equal(await currentTenant(app), tenant)
      })
    await bind()
    await owner.query(`update tenancy.binding_keys set retires_at = now() where id = $1`, [bindingKeyId(before)])
    await assert.rejects(bind(), refused)
    await installBindingKey(database.urls.owner, before)
    await bind()
  })
  await installBindingKey(database.urls.owner, database.bindingKey)
})

test('what a statement writes is judged once, however many rows it writes, and each row by it', () =>
  database.as('admin', async (admin) => {
    const write = (tenants: readonly string[]) =>
      admin.query(`insert into shared.notes select t, gen_random_uuid(), 'note' from unnest($1::uuid[]) t`, [tenants])
    const mine = Array.from({ length: 50 }, () => tenant)
    await admin.query(`begin; set local track_functions = 'pl'; set local role stoa_app`)
    await admin.query('select tenancy.bind($1)', [bindingFor(tenant)])
    await write(mine)
    await admin.query('reset role')
    const { rows } = await admin.query(
      `select pg_stat_get_xact_function_calls('tenancy.current_tenant()'::regprocedure)::int as calls`,
    )
    assert.deepEqual(rows, [{ calls: 1 }])
    await admin.query('set local role stoa_app')
    await assert.rejects(write([...mine, other]), refused)
    await admin.query('rollback')
  }))
