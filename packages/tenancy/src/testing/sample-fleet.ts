import { randomUUID } from 'node:crypto'
import type { SampleDatabase } from './sample-database.ts'

/** Makes tenants `t01`, `t02`, … with schemas of their own; returns the names of the schemas. */
export async function addFleet(database: SampleDatabase, count: number): Promise<string[]> {
  const slugs = Array.from({ length: count }, (_, index) => `t${String(index + 1).padStart(2, '0')}`)
  await database.as('system', async (client) => {
    for (const slug of slugs) {
      const id = randomUUID()
      await client.query(
        `insert into core.tenants (id, slug, placement, schema_name) values ($1, $2, 'schema', 'tenant_' || $2)`,
        [id, slug],
      )
      await client.query(`select tenancy.create_tenant_schema($1, 'tenant_' || $2)`, [id, slug])
    }
  })
  return slugs.map((slug) => `tenant_${slug}`)
}

/** Schemas in which a tenant migration was applied, by the ledger. */
export async function appliedIn(database: SampleDatabase, version: number): Promise<string[]> {
  const { rows } = await database.as('admin', (admin) =>
    admin.query<{ schema_name: string }>(
      `select schema_name from tenancy.migrations where set = 'tenant' and version = $1 order by schema_name`,
      [version],
    ),
  )
  return rows.map(({ schema_name }) => schema_name)
}

/** Schemas whose table of notes has a column, by the catalogue. */
export async function schemasWithColumn(database: SampleDatabase, column: string): Promise<string[]> {
  const { rows } = await database.as('admin', (admin) =>
    admin.query<{ schema: string }>(
      `select table_schema as schema from information_schema.columns
       where table_name = 'notes' and column_name = $1 order by table_schema`,
      [column],
    ),
  )
  return rows.map(({ schema }) => schema)
}
