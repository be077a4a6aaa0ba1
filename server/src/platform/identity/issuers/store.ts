import { sql } from 'kysely'
import { systemStatement } from '#platform/database'

/** Whom an issuer means. */
export interface Identified {
  issuer: string
  subject: string
}

/** Links a subject to the user with the address, unless it is linked already or there is no such user. */
export const linkIdentity = systemStatement(
  'issuers.link',
  (_, p: Identified & { id: string; email: string; now: string }) => sql`
    insert into core.user_identities (issuer, subject, id, user_id, email, created_at)
    select ${p.issuer}, ${p.subject}, ${p.id}::uuid, person.id, person.email, ${p.now}::timestamptz
    from core.users person where person.email = ${p.email} and person.status = 'active'
    on conflict (issuer, subject) do nothing`,
)
