import type { Client } from 'pg'
import { MigrationRefused } from './errors.ts'

/**
 * The schemas of tenants that have one of their own, in the order of their slugs.
 * @throws MigrationRefused when there is no such tenant
 */
export async function schemasOf(client: Client, slugs: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ slug: string; schema: string }>(
    `select t.slug, t.schema_name as schema from core.tenants t where t.placement = 'schema' and t.slug = any($1)`,
    [slugs],
  )
  return slugs.map((slug) => {
    const found = rows.find((row) => row.slug === slug)
    if (found) return found.schema
    throw new MigrationRefused('unknown_tenant', `No tenant "${slug}" has a schema of its own.`)
  })
}
