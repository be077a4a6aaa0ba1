import { type Kysely, sql } from 'kysely'
import type { ActingUser, Role } from '#platform/contract'
import { type SystemTables, systemStatement } from '#platform/database'

/** A person as the platform knows them now: what their next access token will say. */
export interface Standing {
  id: string
  email: string
  name: string
  status: 'active' | 'disabled'
  is_superadmin: boolean
  /** Role per tenant id, active memberships only. */
  memberships: Record<string, Role>
}

/** One statement, hence one snapshot: a token never mixes the roles of two moments. */
function standings(db: Kysely<SystemTables>) {
  return db
    .selectFrom('core.users as person')
    .select(['person.id', 'person.email', 'person.name', 'person.is_superadmin'])
    .select(sql<Standing['status']>`person.status`.as('status'))
    .select(
      sql<Standing['memberships']>`coalesce((
        select jsonb_object_agg(membership.tenant_id, membership.role) from core.memberships membership
        where membership.user_id = person.id and membership.status = 'active' and membership.deleted_at is null
      ), '{}')`.as('memberships'),
    )
}

export const standingByEmail = systemStatement('identity.standing_by_email', (db, p: { email: string }) =>
  standings(db).where('person.email', '=', p.email),
)

export const standingById = systemStatement('identity.standing_by_id', (db, p: { user_id: string }) =>
  standings(db).where('person.id', '=', p.user_id),
)

export const standingBySession = systemStatement('identity.standing_by_session', (db, p: { session_id: string }) =>
  standings(db)
    .innerJoin('core.sessions as session', 'session.user_id', 'person.id')
    .where('session.id', '=', p.session_id),
)

export const standingByPasskey = systemStatement('identity.standing_by_passkey', (db, p: { credential_id: Buffer }) =>
  standings(db)
    .innerJoin('core.passkeys as passkey', 'passkey.user_id', 'person.id')
    .where('passkey.credential_id', '=', p.credential_id),
)

/** A person as an outside issuer's subject. */
export interface IdentifiedPerson extends Standing {
  /** Id of the link between the two. */
  identity_id: string
}

export const standingByIdentity = systemStatement(
  'identity.standing_by_identity',
  (db, p: { issuer: string; subject: string }) =>
    standings(db)
      .innerJoin('core.user_identities as identity', 'identity.user_id', 'person.id')
      .select('identity.id as identity_id')
      .where('identity.issuer', '=', p.issuer)
      .where('identity.subject', '=', p.subject),
)

export const standingsByIds = systemStatement('identity.standings_by_ids', (db, p: { ids: string[] }) =>
  standings(db).where(sql<boolean>`person.id = any(${p.ids}::uuid[])`),
)

export const standingsChangedSince = systemStatement('identity.standings_changed', (db, p: { since: string }) =>
  standings(db).where(
    sql<boolean>`(person.updated_at > ${p.since} or person.id in (
      select membership.user_id from core.memberships membership where membership.updated_at > ${p.since}))`,
  ),
)

/** The person as the one who acts in a session. */
export function actingUser(person: Standing, sessionId: string): ActingUser {
  const { id, email, is_superadmin, memberships } = person
  return { kind: 'user', id, email, sessionId, isSuperadmin: is_superadmin, memberships }
}

/**
 * Whether a token says more than the person may do now. What was granted since is no matter: if it were, whoever invites
 * somebody would log them out everywhere else. To a superadmin memberships add nothing, so nobody's tenant takes any away.
 */
export function overclaims(token: ActingUser, person: Standing | undefined): boolean {
  if (person?.status !== 'active') return true
  if (token.isSuperadmin) return !person.is_superadmin
  for (const tenantId in token.memberships) {
    if (token.memberships[tenantId] !== person.memberships[tenantId]) return true
  }
  return false
}
