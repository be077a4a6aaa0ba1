import { isUuid, tenantPlaceholder } from '@stoa/tenancy'
import { sql } from 'kysely'
import { statement, systemStatement } from '#platform/database'

/** Channel on which every process hears that tokens out there may no longer be true. */
export const identityChannel = 'stoa_identity'

const subjects = ['user', 'session', 'human_session'] as const

/** What a notice is about: a person whose standing changed, or a session that ended, of a user or of a human. */
export interface Notice {
  about: (typeof subjects)[number]
  id: string
}

export function writeNotice(about: Notice['about'], id: string): { notice: string } {
  return { notice: `${about}:${id}` }
}

/** Anybody connected to the database can send a notice, so what does not look like ours is left alone. */
export function readNotice(payload: string): Notice | undefined {
  const [subject, id] = payload.split(':')
  const about = subjects.find((known) => known === subject)
  return about !== undefined && id !== undefined && isUuid(id) ? { about, id: id.toLowerCase() } : undefined
}

/** Tells every process when the work commits. */
export const announce = systemStatement('identity.announce', (_, p: { notice: string }) => {
  return sql`select pg_notify(${identityChannel}, ${p.notice})`
})

/** The same from within a tenant, which every statement there must name. */
export const announceInTenant = statement('identity.announce_in_tenant', (_, p: { notice: string }) => {
  return sql`select pg_notify(${identityChannel}, ${p.notice}) where ${tenantPlaceholder}::uuid is not null`
})
