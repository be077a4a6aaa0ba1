import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fill, MovingDatabase, once } from '../testing/moving-database.ts'

let database: MovingDatabase
before(async () => {
  database = await MovingDatabase.open()
})
after(() => database.close())

/** The account with this number; see `fill`. */
const account = (n: number) => `md5('account ${n}')::uuid`
const entry = (n: number) => `md5('entry ${n}')::uuid`

/** What a tenant may do to its rows, however hard it is to do after it. */
const changes: Record<string, string[]> = {
  'changed values': [
    `update accounts set balance = balance + 7, details = '{"n": null}' where id in (${account(3)}, ${account(9)})`,
    `update entries set amount = 0.10 where id = ${entry(5)}`,
  ],
  'a value that is equal and yet another': [`update entries set amount = 1.5 where id = ${entry(1)}`],
  'new rows that refer to each other': [
    `insert into accounts (tenant_id, id, handle, parent_id) values
      (:tenant, ${account(900)}, 'new', ${account(40)}), (:tenant, ${account(901)}, 'newer', ${account(900)})`,
    `insert into entries values (:tenant, ${entry(900)}, ${account(901)}, 1, 5)`,
  ],
  'unique values that two rows swap': [
    `update accounts set handle = 'between' where id = ${account(1)}`,
    `update accounts set handle = 'handle 1' where id = ${account(2)}`,
    `update accounts set handle = 'handle 2' where id = ${account(1)}`,
  ],
  'unique values that go round among children': [
    `update entries set position = 0 where id = ${entry(1)}`,
    `update entries set position = 1 where id = ${entry(2)}`,
    `update entries set position = 2 where id = ${entry(3)}`,
    `update entries set position = 3 where id = ${entry(1)}`,
  ],
  'a unique value of a row that is gone': [
    `delete from entries where id = ${entry(4)}`,
    `insert into entries values (:tenant, ${entry(904)}, ${account(2)}, 4, 1)`,
  ],
  'a parent that is gone with its children': [`delete from accounts where id = ${account(40)}`],
  'a parent that is gone after its children left it': [
    `update entries set account_id = ${account(1)}, position = position + 1000 where account_id = ${account(39)}`,
    `delete from accounts where id = ${account(39)}`,
  ],
  'a tree turned upside down': [
    `update accounts set parent_id = ${account(40)} where id = ${account(1)}`,
    `update accounts set parent_id = null where id = ${account(40)}`,
  ],
  'a row that is gone and back': [
    `delete from entries where id = ${entry(7)}`,
    `insert into entries values (:tenant, ${entry(7)}, ${account(3)}, 77, 7.7)`,
  ],
  'everything gone but one': [
    `update accounts set parent_id = null`,
    `delete from accounts where id <> ${account(7)}`,
    `delete from logs`,
    `delete from totals`,
  ],
  'everything gone': [
    `update accounts set parent_id = null`,
    `delete from accounts`,
    `delete from logs`,
    `delete from totals`,
  ],
}

describe('what a tenant does while it is moved arrives:', () => {
  for (const [index, [what, statements]] of Object.entries(changes).entries()) {
    // `copied` is before the first comparison, `calm` before the last one that the tenant does not notice. At `drained`
    // the tenant itself cannot write; the owner stands for work that committed at the last moment.
    for (const step of ['copied', 'calm', 'drained'] as const) {
      test(`${what} (${step})`, async () => {
        const tenant = await database.addTenant(`${step}_${index}`)
        await database.in(tenant, ...fill(40))
        const onProgress = once(step, () => database.in(tenant, ...statements))
        let expected: unknown
        const report = await database.move(tenant, 'schema', {
          onProgress: async (progress) => {
            await onProgress(progress)
            if (progress.step === 'drained') expected = await database.fingerprints(tenant)
          },
        })
        assert.deepEqual(report.tables, expected)
        assert.deepEqual(await database.fingerprints(tenant), expected)
        assert.deepEqual(await database.leftovers(tenant), [])
      })
    }
  }
})
