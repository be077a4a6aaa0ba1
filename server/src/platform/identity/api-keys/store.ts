import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, statement, systemStatement } from '#platform/database'
import { ApiKey, ApiKeyFields } from './api-key.ts'
import { ApiKeyNameTaken } from './refusals.ts'

const columns = columnsOf(ApiKey)
const refuses = { api_keys_name_key: ApiKeyNameTaken }

export const apiKeyList = defineList(
  statement,
  'api_keys.list',
  { sorts: ['created_at', 'name'], filters: ['kind', 'created_by', 'is_revoked'] },
  (db, filter, has) => {
    let keys = db.selectFrom('core.api_keys')
    if (has('kind')) keys = keys.where('kind', '=', filter.kind)
    if (has('created_by')) keys = keys.where('created_by', '=', filter.created_by)
    if (has('is_revoked')) keys = keys.where(sql<boolean>`(revoked_at is not null) = ${filter.is_revoked}`)
    return keys
  },
  (keys) => keys.select(columns).$castTo<ApiKey>(),
)

export const findApiKey = statement('api_keys.find', (db, p: { id: string }) =>
  db.selectFrom('core.api_keys').select(columns).$castTo<ApiKey>().where('id', '=', p.id),
)

/** Holds the key until the work ends. */
export const lockApiKey = statement('api_keys.lock', (db, p: { id: string }) =>
  db.selectFrom('core.api_keys').select(columns).$castTo<ApiKey>().where('id', '=', p.id).forNoKeyUpdate(),
)

export const insertApiKey = statement(
  'api_keys.insert',
  (db, p: ApiKey & { secret_hash: Buffer }) =>
    db.insertInto('core.api_keys').values({ ...assign([...columns, 'secret_hash'], p), ...lowerName(p) }),
  { refuses },
)

export const replaceApiKey = statement(
  'api_keys.replace',
  (db, p: ApiKey) =>
    db
      .updateTable('core.api_keys')
      .set({ ...assign([...columnsOf(ApiKeyFields), 'version', 'updated_at', 'updated_by'], p), ...lowerName(p) })
      .where('id', '=', p.id),
  { refuses },
)

/** By which names are told apart; PostgreSQL's `lower`, because it checks the column by it. */
function lowerName({ name }: Pick<ApiKey, 'name'>) {
  return { lower_name: sql<string>`lower(${name}::text)` }
}

export const replaceSecret = statement('api_keys.rotate', (db, p: ApiKey & { secret_hash: Buffer }) =>
  db
    .updateTable('core.api_keys')
    .set((row) => ({
      previous_hash: row.ref('secret_hash'),
      ...assign(['secret_hash', 'previous_until', 'version', 'updated_at', 'updated_by'], p),
    }))
    .where('id', '=', p.id),
)

export const revoke = statement('api_keys.revoke', (db, p: ApiKey) =>
  db
    .updateTable('core.api_keys')
    .set(assign(['revoked_at', 'revoked_by', 'version', 'updated_at', 'updated_by'], p))
    .where('id', '=', p.id),
)

/** A key as somebody who shows it is judged by. */
export const findStoredKey = systemStatement('api_keys.find_stored', (db, p: { id: string }) =>
  db
    .selectFrom('core.api_keys')
    .select(['id', 'tenant_id', 'kind', 'scopes', 'allowed_addresses', 'secret_hash', 'previous_hash'])
    .select(['previous_until', 'expires_at', 'revoked_at'])
    .where('id', '=', p.id),
)

/**
 * Notes when keys were last used, many at once. A key that another work holds is passed over: it is used again, and two
 * processes that note the same keys never wait for each other.
 */
export const noteLastUses = systemStatement('api_keys.note_uses', (_, p: { ids: string[]; times: string[] }) => {
  return sql`
    with used as (
      select id, used_at from unnest(${p.ids}::uuid[], ${p.times}::timestamptz[]) as used(id, used_at)
    ), free as (
      select key.tenant_id, key.id from core.api_keys as key
      where key.id in (select used.id from used) order by key.id for no key update skip locked
    )
    update core.api_keys as key set last_used_at = used.used_at
    from used join free on free.id = used.id
    where key.tenant_id = free.tenant_id and key.id = free.id
      and (key.last_used_at is null or key.last_used_at < used.used_at)`
})
