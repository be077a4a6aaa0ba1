import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { defineRefusal } from '../refusal.ts'
import { statements } from '../statement/statement.ts'
import type { Tenant } from '../tenant.ts'
import { DatabaseProxy } from '../testing/database-proxy.ts'
import { type SampleDatabase, sampleDatabase } from '../testing/sample-database.ts'
import { sampleTenant } from '../testing/sample-tenant.ts'
import { createTenancy, type Tenancy } from './tenancy.ts'

interface Note {
  id: string
  text: string
}

const Taken = defineRefusal('note_taken', 409, 'There is such a note')
const { statement } = statements<{ notes: Note }, object>()
const values = (db: Kysely<{ notes: Note }>, p: Note) => db.insertInto('notes').values({ id: p.id, text: p.text })
const refuses = { notes_pkey: Taken }
const insertNotes = statement('notes.insert_many', (db, p: { rows: readonly Note[] }) =>
  db
    .insertInto('notes')
    .columns(['id', 'text'])
    .expression(
      db
        .selectFrom(sql<Note>`jsonb_to_recordset(${p.rows}::jsonb)`.as<'given'>(sql`given(id uuid, text text)`))
        .select(['given.id', 'given.text']),
    ),
)
const inserts = {
  'each in a statement of its own': statement('notes.insert', values, { refuses }),
  'all in one statement': statement('notes.insert_in_company', values, { refuses, inCompany: insertNotes }),
}

const listNotes = statement('notes.list', (db) => db.selectFrom('notes').select(['id', 'text']))

const many = 64
const actor = { kind: 'system' } as const
const note = (id: string = randomUUID()): Note => ({ id, text: id })

/** As the protocol has it: severity, SQLSTATE, message. */
function errorResponse(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.alloc(5, 'E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
}

for (const [how, insertNote] of Object.entries(inserts)) {
  describe(`many works of one tenant at once, each adding rows, ${how}`, () => {
    let database: SampleDatabase
    let tenancy: Tenancy
    const shared = sampleTenant('acme', 'a')
    const own = sampleTenant('bravo', 'b', { schema: 'tenant_bravo', placement: 'schema' })
    const neighbour = sampleTenant('other', 'c')
    before(async () => {
      database = await sampleDatabase()
      await database.addTenant(own.id, 'bravo')
      tenancy = createTenancy({ urls: database.urls, bindingKey: database.bindingKey })
      await Promise.all(Array.from({ length: many }, () => add(neighbour, note())))
    })
    after(async () => {
      await tenancy.close()
      await database.drop()
    })

    function add(tenant: Tenant, ...notes: Note[]): Promise<void> {
      return tenancy.scope(tenant, { actor, mode: 'write' }, async (scope) => {
        for (const one of notes) scope.write(insertNote, one)
      })
    }

    async function stored(tenant: Tenant): Promise<{ id: string; transaction: string; statement: string }[]> {
      return database.as('admin', async (client) => {
        const { rows } = await client.query(
          `select id, xmin::text as transaction, concat_ws(' ', xmin, cmin) as statement from "${tenant.schema}".notes where tenant_id = $1`,
          [tenant.id],
        )
        return rows
      })
    }

    for (const tenant of [shared, own]) {
      test(`${tenant.placement}: they take few transactions, and no other tenant's work is among them`, async () => {
        const notes = Array.from({ length: many }, () => note())
        const others = Array.from({ length: many }, () => note())
        await Promise.all(notes.flatMap((one, index) => [add(tenant, one), add(neighbour, others[index]!)]))
        const transactions = (rows: { id: string; transaction: string }[], among: Note[]) =>
          new Set(rows.filter(({ id }) => among.some((one) => one.id === id)).map(({ transaction }) => transaction))
        const ours = transactions(await stored(tenant), notes)
        const theirs = transactions(await stored(neighbour), others)
        assert.ok(ours.size > 0 && ours.size < many / 4, `${ours.size} transactions`)
        assert.ok(![...theirs].some((transaction) => ours.has(transaction)))
        const rows = (await stored(tenant)).filter(({ transaction }) => ours.has(transaction))
        const isGathered = insertNote.options.inCompany !== undefined
        assert.equal(new Set(rows.map(({ statement }) => statement)).size, isGathered ? ours.size : rows.length)
      })

      test(`${tenant.placement}: one that is refused is refused alone, and leaves nothing of itself`, async () => {
        const taken = note()
        await add(tenant, taken)
        const before = (await stored(tenant)).length
        const halves = Array.from({ length: 8 }, () => note())
        const good = Array.from({ length: many }, () => note())
        const outcomes = await Promise.allSettled([
          ...good.map((one) => add(tenant, one)),
          ...halves.map((half) => add(tenant, half, taken)),
        ])
        assert.deepEqual(
          outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'added')),
          [...good.map(() => 'added'), ...halves.map(() => 'note_taken')],
        )
        const after = await stored(tenant)
        assert.equal(after.length, before + many)
        assert.ok(!after.some(({ id }) => halves.some((half) => half.id === id)))
      })
    }

    test('of two with the same key one is added, however they travel', async () => {
      const same = note()
      const outcomes = await Promise.allSettled(Array.from({ length: many }, () => add(shared, same)))
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    })

    test('one that has to wait for another transaction keeps the others waiting for a moment only', {
      timeout: 3_000,
    }, async () => {
      const contested = note()
      await database.as('admin', async (holder) => {
        await holder.query('begin')
        await holder.query(`insert into "${shared.schema}".notes values ($1, $2, 'held')`, [shared.id, contested.id])
        const before = Array.from({ length: many / 2 }, () => add(shared, note()))
        const refused = assert.rejects(add(shared, note(), contested), { code: 'note_taken' })
        await Promise.all([...before, ...Array.from({ length: many / 2 }, () => add(shared, note()))])
        await holder.query('commit')
        await refused
      })
    })

    test('works that have to wait take nobody’s place: not their own tenant’s, and not another’s', {
      timeout: 4_000,
    }, async () => {
      const contested = note()
      await database.as('admin', async (holder) => {
        await holder.query('begin')
        await holder.query(`insert into "${shared.schema}".notes values ($1, $2, 'held')`, [shared.id, contested.id])
        const refused = Array.from({ length: 20 }, () =>
          assert.rejects(add(shared, contested), (error: { code: string }) =>
            ['note_taken', '53300'].includes(error.code),
          ),
        )
        for (let count = 0; count < 5; count++) await add(shared, note())
        await tenancy.scope(neighbour, { actor, mode: 'write' }, async (scope) => {
          await scope.all(listNotes, {})
          scope.write(insertNote, note())
        })
        await holder.query('commit')
        await Promise.all(refused)
      })
    })

    test('one that cannot be sent is told so alone', async () => {
      const broken = { id: randomUUID() } as Note
      const good = Array.from({ length: many }, () => note())
      const works = good.map((one) => add(shared, one))
      const refused = assert.rejects(add(shared, broken), TypeError)
      await Promise.all([...works, ...good.map(() => add(shared, note())), refused])
    })

    test('what was done before its answer was lost is not done again, also when an error comes instead', async () => {
      const proxy = await DatabaseProxy.open(database.urls.app)
      const limits = { writes: 1 }
      const away = createTenancy({
        urls: { ...database.urls, app: proxy.url },
        bindingKey: database.bindingKey,
        limits,
      })
      const addAway = (one: Note) =>
        away.scope(shared, { actor, mode: 'write' }, async (scope) => scope.write(insertNote, one))
      await addAway(note())
      const first = addAway(note())
      const notes = Array.from({ length: many }, () => note())
      proxy.instead = errorResponse('08P01', 'server conn crashed?')
      const outcomes = await Promise.allSettled([first, ...notes.map(addAway)])
      const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'added'))
      assert.ok(!codes.includes('note_taken') && codes.includes('08006'), codes.join())
      await away.close()
      await proxy.close()
    })

    test('when the session ends in the middle, none is told that it succeeded without its rows being there', async () => {
      const kill = `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'stoa_app' and datname = current_database()`
      const outcomes = new Map<string, string>()
      await database.as('admin', async (client) => {
        for (let round = 0; round < 20; round++) {
          const works = Array.from({ length: many }, async () => {
            const one = note()
            await add(shared, one).then(
              () => outcomes.set(one.id, 'added'),
              () => outcomes.set(one.id, 'unknown'),
            )
          })
          await Promise.all([...works, client.query(kill)])
        }
      })
      const rows = new Set((await stored(shared)).map(({ id }) => id))
      for (const [id, outcome] of outcomes) if (outcome === 'added') assert.ok(rows.has(id))
      assert.equal(new Set(outcomes.values()).size, 2, 'some were cut off, and some were not')
    })
  })
}
