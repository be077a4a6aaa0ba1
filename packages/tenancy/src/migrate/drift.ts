import type { Client } from 'pg'
import { examining } from '../doctor/check.ts'
import { forComparableSchemas } from '../doctor/drift-check.ts'
import { schemaDifferences, schemaFingerprints } from '../doctor/schema-fingerprint.ts'
import { homeSchemas } from './migration-file.ts'

const home = homeSchemas.tenant

/** Schemas that have the same migrations as the shared one and another shape: somebody changed them by hand. */
export async function findDrifted(url: string): Promise<string[]> {
  const drifted: string[] = []
  await forComparableSchemas(url, async (client, schemas) => {
    const hashes = await schemaFingerprints(client, [home, ...schemas])
    drifted.push(...schemas.filter((schema) => hashes.get(schema) !== hashes.get(home)))
  })
  return drifted.sort()
}

/** How the shape of a schema that was just brought up differs from that of the shared one; undefined when it does not. */
export async function describeDrift(client: Client, schema: string): Promise<string | undefined> {
  const [first, ...others] = await examining(client, () => schemaDifferences(client, home, [schema]))
  if (first === undefined) return undefined
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `${schema} is not as the shared schema is afterwards: ${first.object}${more}`
}
