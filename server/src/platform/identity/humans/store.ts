import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { Human, HumanFields } from './human.ts'
import { ContactMissing, HumanEmailTaken, HumanInUse, HumanPhoneTaken } from './refusals.ts'

const columns = columnsOf(Human)
const refuses = {
  humans_email_key: HumanEmailTaken,
  humans_phone_key: HumanPhoneTaken,
  humans_contact_present: ContactMissing,
}

export const humanList = defineList(
  statement,
  'humans.list',
  { sorts: ['created_at', 'updated_at'], filters: ['email', 'phone', 'status', 'tag', 'has_marketing_consent'] },
  (db, filter, has) => {
    let humans = db.selectFrom('humans').where('deleted_at', 'is', null)
    if (has('email')) humans = humans.where('email', '=', filter.email)
    if (has('phone')) humans = humans.where('phone', '=', filter.phone)
    if (has('status')) humans = humans.where('status', '=', filter.status)
    if (has('tag')) humans = humans.where(sql<boolean>`${filter.tag} = any(tags)`)
    if (has('has_marketing_consent')) {
      humans = humans.where('has_marketing_consent', '=', filter.has_marketing_consent)
    }
    return humans
  },
  (humans) => humans.select(columns).$castTo<Human>(),
)

export const findHuman = statement('humans.find', (db, p: { id: string }) =>
  db.selectFrom('humans').select(columns).$castTo<Human>().where('id', '=', p.id).where('deleted_at', 'is', null),
)

/** Holds the row until the work ends, so that what is written next rests on what was read. */
export const lockHuman = statement('humans.lock', (db, p: { id: string }, shape: { isDeleted: boolean }) =>
  db
    .selectFrom('humans')
    .select(columns)
    .$castTo<Human>()
    .where('id', '=', p.id)
    .where('deleted_at', shape.isDeleted ? 'is not' : 'is', null)
    .forNoKeyUpdate(),
)

export const insertHuman = statement(
  'humans.insert',
  (db, p: Human) => db.insertInto('humans').values(assign(columns, p)),
  { refuses },
)

export const replaceHuman = statement(
  'humans.replace',
  (db, p: Human) =>
    db
      .updateTable('humans')
      .set(assign([...columnsOf(HumanFields), 'marketing_consent_at', 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

export const setHumanDeletion = statement(
  'humans.set_deletion',
  (db, p: Human & { deleted_at: string | null; deleted_by: string | null }) =>
    db
      .updateTable('humans')
      .set(assign(['deleted_at', 'deleted_by', 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
)

export const removeHuman = statement(
  'humans.remove',
  (db, p: { id: string }) => db.deleteFrom('humans').where('id', '=', p.id),
  { refuses: { conversations_human_id_fkey: HumanInUse } },
)
