import { isUuid, tenantPlaceholder } from '@stoa/tenancy'
import { sql } from 'kysely'
import { statement } from '#platform/database'

/** Channel on which every process hears which key is not what it was. */
export const apiKeyChannel = 'stoa_api_keys'

/** Tells every process when the work commits. */
export const announceKey = statement('api_keys.announce', (_, p: { id: string }) => {
  return sql`select pg_notify(${apiKeyChannel}, ${p.id}) where ${tenantPlaceholder}::uuid is not null`
})

/** Anybody connected to the database can send a notice, so what does not look like ours is left alone. */
export function keyIdIn(payload: string): string | undefined {
  return isUuid(payload) ? payload.toLowerCase() : undefined
}
