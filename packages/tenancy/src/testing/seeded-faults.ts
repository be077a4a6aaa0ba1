import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { bindingKeyId } from '../binding/signer.ts'
import { doctor } from '../doctor/doctor.ts'
import { type SampleDatabase, sampleDatabase } from './sample-database.ts'

/** A fault that SQL seeds. In all texts `$schema` is a schema with tenants' tables, in turn of either placement. */
export interface SeededFault {
  code: string
  subjects: string[]
  seed: string
  /** What puts everything back, where the mend does not. */
  undo?: string
}

export const serving = ['stoa_app', 'stoa_reader', 'stoa_system']
export const other =
  'create table $schema.other (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))'
export const isolate = `select tenancy.isolate('$schema.other')`
export const dropOther = 'drop table $schema.other'

/** Changes something of the database a test works on, whose name is not known here. */
export function here(change: string): string {
  return `do $do$ begin execute format($$${change}$$, current_database()); end $do$`
}

/**
 * For each fault a test: it is found, alone of its kind; when its mend is SQL, it is gone after that; and in the end
 * nothing at all is wrong, as it was in the beginning.
 */
export function testFaults(faults: readonly SeededFault[]): void {
  let database: SampleDatabase
  before(async () => {
    database = await sampleDatabase()
    await database.addTenant(randomUUID(), 'acme')
  })
  after(() => database.drop())

  for (const fault of faults) {
    const schemas = fault.seed.includes('$schema') ? ['shared', 'tenant_acme'] : ['shared']
    for (const schema of schemas) {
      const where = schemas.length > 1 ? ` in ${schema}` : ''
      test(`${fault.code} is found${where} after: ${briefly(fault.seed)}`, () => seedAndMend(database, fault, schema))
    }
  }
}

async function seedAndMend(database: SampleDatabase, { code, subjects, seed, undo }: SeededFault, schema: string) {
  const { urls, directories, bindingKey } = database
  const examine = () => doctor({ urls, directories, bindingKey, patienceMs: 0 })
  const inSchema = (text: string) => text.replaceAll('$schema', schema).replace('$key', bindingKeyId(bindingKey))
  const run = (sql: string) => database.as('admin', (admin) => admin.query(inSchema(sql)))
  await run(seed)
  try {
    const found = (await examine()).filter((finding) => finding.code === code)
    assert.deepEqual(found.map(({ subject }) => subject).sort(), subjects.map(inSchema).sort())
    const mends = new Set(found.flatMap(({ sql }) => sql ?? []))
    if (mends.size > 0) {
      await run([...mends].join('; '))
      const left = await examine()
      assert.deepEqual(undo ? left.filter((finding) => finding.code === code) : left, [])
    }
  } finally {
    if (undo) await run(undo)
  }
  if (undo) assert.deepEqual(await examine(), [])
}

function briefly(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').slice(0, 70)
}
