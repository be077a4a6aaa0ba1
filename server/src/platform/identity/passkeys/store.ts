import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, systemStatement } from '#platform/database'
import { Passkey, type StoredPasskey } from './passkey.ts'

const columns = columnsOf(Passkey)
const storedColumns = [...columns, 'user_id', 'credential_id', 'public_key', 'sign_count'] as const

export interface Challenge {
  challenge: Buffer
  purpose: 'registration' | 'login'
  /** Of a registration. */
  user_id: string | null
  /** Of a registration. */
  session_id: string | null
  /** Of a login by somebody who said who they are. */
  email: string | null
  expires_at: string
}

const challengeColumns = ['challenge', 'purpose', 'user_id', 'session_id', 'email', 'expires_at'] as const

export const putChallenge = systemStatement('passkeys.put_challenge', (db, p: Challenge) =>
  db.insertInto('core.passkey_challenges').values(assign(challengeColumns, p)),
)

/** Uses a challenge up. Of several answers to it at once, one gets it. */
export const takeChallenge = systemStatement(
  'passkeys.take_challenge',
  (db, p: Pick<Challenge, 'challenge' | 'purpose'> & { now: string }) =>
    db
      .deleteFrom('core.passkey_challenges')
      .where('challenge', '=', p.challenge)
      .where('purpose', '=', p.purpose)
      .where('expires_at', '>', p.now)
      .returning(['user_id', 'session_id', 'email']),
)

/** Sweeps what is over, a little with each that is made; rows somebody is using are left for the next. */
export const sweepChallenges = systemStatement(
  'passkeys.sweep_challenges',
  (_, p: { now: string }) =>
    sql`delete from core.passkey_challenges where challenge in (
    select challenge from core.passkey_challenges where expires_at <= ${p.now}::timestamptz
    order by expires_at limit 20 for update skip locked)`,
)

/** The one who registers. Locked, because their passkeys are counted before one is added. */
export const lockOwner = systemStatement('passkeys.lock_owner', (db, p: { user_id: string }) =>
  db.selectFrom('core.users').select(['id', 'email', 'name']).where('id', '=', p.user_id).forNoKeyUpdate(),
)

export const findOwner = systemStatement('passkeys.find_owner', (db, p: { user_id: string }) =>
  db.selectFrom('core.users').select(['id', 'email', 'name']).where('id', '=', p.user_id),
)

/** When the session began: with a login. */
export const findLogin = systemStatement('passkeys.find_login', (db, p: { session_id: string; user_id: string }) =>
  db.selectFrom('core.sessions').select('created_at').where('id', '=', p.session_id).where('user_id', '=', p.user_id),
)

export const credentialsOf = systemStatement('passkeys.credentials_of', (db, p: { user_id: string }) =>
  db.selectFrom('core.passkeys').select(['credential_id', 'transports']).where('user_id', '=', p.user_id),
)

/** Those by which whoever has the address may log in. */
export const credentialsByEmail = systemStatement('passkeys.credentials_by_email', (db, p: { email: string }) =>
  db
    .selectFrom('core.passkeys as passkey')
    .innerJoin('core.users as person', 'person.id', 'passkey.user_id')
    .select(['passkey.credential_id', 'passkey.transports'])
    .where('person.email', '=', p.email)
    .where('person.status', '=', 'active')
    .orderBy('passkey.id'),
)

/** Tells its id unless the credential is here already, whosever it is. */
export const insertPasskey = systemStatement('passkeys.insert', (db, p: StoredPasskey) =>
  db
    .insertInto('core.passkeys')
    .values(assign(storedColumns, p))
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id'),
)

/** Logins with one passkey come one after the other, so that each sees the count of the one before. */
export const lockPasskey = systemStatement('passkeys.lock', (db, p: { credential_id: Buffer }) =>
  db
    .selectFrom('core.passkeys')
    .select(storedColumns)
    .$castTo<StoredPasskey>()
    .where('credential_id', '=', p.credential_id)
    .forUpdate(),
)

export const updateUsed = systemStatement(
  'passkeys.used',
  (db, p: Pick<StoredPasskey, 'id' | 'sign_count' | 'is_backed_up' | 'last_used_at'>) =>
    db
      .updateTable('core.passkeys')
      .set(assign(['sign_count', 'is_backed_up', 'last_used_at'], p))
      .where('id', '=', p.id),
)

export const findPasskey = systemStatement('passkeys.find', (db, p: { id: string; user_id: string }) =>
  db
    .selectFrom('core.passkeys')
    .select(columns)
    .$castTo<Passkey>()
    .where('id', '=', p.id)
    .where('user_id', '=', p.user_id),
)

export const renamePasskey = systemStatement(
  'passkeys.rename',
  (db, p: { id: string; user_id: string; name: string }) =>
    db
      .updateTable('core.passkeys')
      .set(assign(['name'], p))
      .where('id', '=', p.id)
      .where('user_id', '=', p.user_id)
      .returning(columns)
      .$castTo<Passkey>(),
)

export const deletePasskey = systemStatement('passkeys.delete', (db, p: { id: string; user_id: string }) =>
  db.deleteFrom('core.passkeys').where('id', '=', p.id).where('user_id', '=', p.user_id).returning('name'),
)

/** A person's passkeys; `user_id` is always given, by the verb and not by the caller. */
export const passkeyList = defineList(
  systemStatement,
  'passkeys.list',
  { sorts: ['created_at'], filters: ['user_id'] },
  (db, filter) => db.selectFrom('core.passkeys').where('user_id', '=', filter.user_id),
  (passkeys) => passkeys.select(columns).$castTo<Passkey>(),
)
