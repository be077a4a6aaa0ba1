import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { SellerProfileInUse, SellerUserTaken, SlugTaken } from './refusals.ts'
import { SellerProfile, SellerProfileFields } from './seller-profile.ts'

const columns = columnsOf(SellerProfile)
const refuses = { seller_profiles_slug_key: SlugTaken, seller_profiles_user_id_key: SellerUserTaken }

export const sellerProfileList = defineList(
  statement,
  'seller_profiles.list',
  { sorts: ['created_at', 'store_name'], filters: ['slug', 'user_id'] },
  (db, filter, has) => {
    let profiles = db.selectFrom('seller_profiles').where('deleted_at', 'is', null)
    if (has('slug')) profiles = profiles.where('slug', '=', filter.slug)
    if (has('user_id')) profiles = profiles.where('user_id', '=', filter.user_id)
    return profiles
  },
  (profiles) => profiles.select(columns).$castTo<SellerProfile>(),
)

export const findSellerProfile = statement('seller_profiles.find', (db, p: { id: string }) =>
  db
    .selectFrom('seller_profiles')
    .select(columns)
    .$castTo<SellerProfile>()
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

/** Holds the row until the work ends, so that what is written next rests on what was read. */
export const lockSellerProfile = statement(
  'seller_profiles.lock',
  (db, p: { id: string }, shape: { isDeleted: boolean }) =>
    db
      .selectFrom('seller_profiles')
      .select(columns)
      .$castTo<SellerProfile>()
      .where('id', '=', p.id)
      .where('deleted_at', shape.isDeleted ? 'is not' : 'is', null)
      .forNoKeyUpdate(),
)

export const findSellerOfUser = statement('seller_profiles.find_of_user', (db, p: { user_id: string }) =>
  db.selectFrom('seller_profiles').select('id').where('user_id', '=', p.user_id).where('deleted_at', 'is', null),
)

export const insertSellerProfile = statement(
  'seller_profiles.insert',
  (db, p: SellerProfile) => db.insertInto('seller_profiles').values(assign(columns, p)),
  { refuses },
)

export const replaceSellerProfile = statement(
  'seller_profiles.replace',
  (db, p: SellerProfile) =>
    db
      .updateTable('seller_profiles')
      .set(assign([...columnsOf(SellerProfileFields), 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

export const setSellerProfileDeletion = statement(
  'seller_profiles.set_deletion',
  (db, p: SellerProfile & { deleted_at: string | null; deleted_by: string | null }) =>
    db
      .updateTable('seller_profiles')
      .set(assign(['deleted_at', 'deleted_by', 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

export const removeSellerProfile = statement(
  'seller_profiles.remove',
  (db, p: { id: string }) => db.deleteFrom('seller_profiles').where('id', '=', p.id),
  { refuses: { products_seller_id_fkey: SellerProfileInUse } },
)
