import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, systemStatement } from '#platform/database'
import { Impersonation } from './impersonation.ts'

const columns = columnsOf(Impersonation)

export const insertImpersonation = systemStatement('impersonations.insert', (db, p: Impersonation) =>
  db.insertInto('core.impersonations').values(assign(columns, p)),
)

/** Those that are over included. */
export const findImpersonation = systemStatement('impersonations.find', (db, p: { id: string }) =>
  db.selectFrom('core.impersonations').select(columns).$castTo<Impersonation>().where('id', '=', p.id),
)

/** Ends a living impersonation; tells who it was when there was one. */
export const endLiving = systemStatement('impersonations.end', (db, p: { id: string; ended_at: string }) =>
  db
    .updateTable('core.impersonations')
    .set(assign(['ended_at'], p))
    .where('id', '=', p.id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', p.ended_at)
    .returning(columns)
    .$castTo<Impersonation>(),
)

/** Those that are over included. */
export const impersonationList = defineList(
  systemStatement,
  'impersonations.list',
  { sorts: ['created_at'], filters: ['tenant_id', 'user_id', 'impersonator_id'] },
  (db, filter, has) => {
    let impersonations = db.selectFrom('core.impersonations')
    if (has('tenant_id')) impersonations = impersonations.where('tenant_id', '=', filter.tenant_id)
    if (has('user_id')) impersonations = impersonations.where('user_id', '=', filter.user_id)
    if (has('impersonator_id')) {
      impersonations = impersonations.where('impersonator_id', '=', filter.impersonator_id)
    }
    return impersonations
  },
  (impersonations) => impersonations.select(columns).$castTo<Impersonation>(),
)

export const impersonationsEndedAmong = systemStatement('impersonations.ended_among', (db, p: { ids: string[] }) =>
  db
    .selectFrom('core.impersonations')
    .select('id')
    .where(sql<boolean>`id = any(${p.ids}::uuid[])`)
    .where('ended_at', 'is not', null),
)

export const impersonationsEndedSince = systemStatement('impersonations.ended_since', (db, p: { since: string }) =>
  db.selectFrom('core.impersonations').select('id').where('ended_at', '>', p.since),
)
