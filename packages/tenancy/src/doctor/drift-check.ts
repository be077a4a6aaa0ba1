import type { Client } from 'pg'
import { homeSchemas } from '../migrate/migration-file.ts'
import { withConnection } from '../migrate/owner-connection.ts'
import { examining, type FaultKind, type Finding, findingOf } from './check.ts'
import { type Difference, schemaDifferences, schemasPerConnection } from './schema-fingerprint.ts'

export const driftKind = {
  code: 'schema_drifted',
  severity: 'error',
  explanation:
    'The schema of a tenant has the same migrations as the shared one and is not the same: somebody changed it by hand, ' +
    'and what is tested on one fails on the other.',
  mend: 'Make it as it is in the shared schema, or make the change there with a migration.',
} as const satisfies FaultKind

const connections = 2
/** Schemas named in one finding; the others are counted. */
const namedSchemas = 3
const longestDefinition = 160

/** Schemas that have exactly the migrations the shared one has: those behind it are another fault. */
const comparableQuery = `
with ledger as materialized (
  select schema_name, array_agg(version || ' ' || checksum order by version) as applied
  from tenancy.migrations where set = 'tenant' group by schema_name
)
select l.schema_name as name from ledger l
join tenancy.tenant_schemas t using (schema_name)
join pg_namespace n on n.nspname = l.schema_name
where l.schema_name <> $1 and l.applied = (select s.applied from ledger s where s.schema_name = $1)
order by 1`

/** Compares every tenant's own schema with the shared one, by the catalogue. */
export async function findDrift(url: string): Promise<Finding[]> {
  const differences: Difference[] = []
  await forComparableSchemas(url, async (client, schemas) => {
    differences.push(...(await schemaDifferences(client, homeSchemas.tenant, schemas)))
  })
  return byObject(differences)
}

/** Reads the schemas that should be as the shared one is, so many at a time as one connection should. */
export async function forComparableSchemas(
  url: string,
  read: (client: Client, schemas: readonly string[]) => Promise<void>,
): Promise<void> {
  const { rows } = await withConnection(url, (client) =>
    client.query<{ name: string }>(comparableQuery, [homeSchemas.tenant]),
  )
  const schemas = rows.map(({ name }) => name)
  const chunks = Array.from({ length: Math.ceil(schemas.length / schemasPerConnection) }, (_, index) =>
    schemas.slice(index * schemasPerConnection, (index + 1) * schemasPerConnection),
  )
  const remaining = chunks.values()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const chunk of remaining) {
        await withConnection(url, (client) => examining(client, () => read(client, chunk)))
      }
    }),
  )
}

/** A fleet that was changed by the same hand is one finding, not thousands. */
function byObject(differences: readonly Difference[]): Finding[] {
  const alike = Map.groupBy(differences, ({ object, expected, found }) => JSON.stringify([object, expected, found]))
  return [...alike.values()].map((group) => {
    const { object, expected, found } = group[0]!
    const names = group.map(({ schema }) => schema).sort()
    const others = names.length - namedSchemas
    const where = names.slice(0, namedSchemas).join(', ') + (others > 0 ? ` and ${others} more` : '')
    return { ...findingOf(driftKind, `${object} in ${where}`), detail: inWords(expected, found) }
  })
}

function inWords(expected: string | null, found: string | null): string {
  if (found === null) return `is missing; in the shared schema it is: ${brief(expected)}`
  if (expected === null) return `is not in the shared schema; here it is: ${brief(found)}`
  return `is: ${brief(found)}; in the shared schema: ${brief(expected)}`
}

/** The whole text of a function tells less than its name does. */
function brief(definition: string | null): string {
  const line = (definition || 'nothing').replaceAll(/\s+/g, ' ')
  return line.length > longestDefinition ? `${line.slice(0, longestDefinition)} …` : line
}
