import { sql } from 'kysely'
import { assign, columnsOf, statement } from '#platform/database'
import { type ProductOption, Variant } from './variant.ts'

const columns = columnsOf(Variant)

export const findOptions = statement('product_options.find', (db, p: { product_id: string }) =>
  db
    .selectFrom('product_options')
    .select(['name', 'option_values as values'])
    .$castTo<ProductOption>()
    .where('product_id', '=', p.product_id)
    .orderBy('position'),
)

export const findVariants = statement('product_variants.find', (db, p: { product_id: string }) =>
  db
    .selectFrom('product_variants')
    .select(columns)
    .$castTo<Variant>()
    .where('product_id', '=', p.product_id)
    .where('deleted_at', 'is', null)
    .orderBy('position'),
)

/** Every variant the product ever had, held until the work ends. */
export const lockVariants = statement('product_variants.lock', (db, p: { product_id: string }) =>
  db
    .selectFrom('product_variants')
    .select([...columns, 'combination', sql<boolean>`deleted_at is not null`.as('is_deleted')])
    .$castTo<Variant & { combination: string; is_deleted: boolean }>()
    .where('product_id', '=', p.product_id)
    .orderBy('id')
    .forNoKeyUpdate(),
)

export const deleteOptions = statement('product_options.delete', (db, p: { product_id: string }) =>
  db.deleteFrom('product_options').where('product_id', '=', p.product_id),
)

export const insertOption = statement(
  'product_options.insert',
  (db, p: { product_id: string; position: number; name: string; option_values: readonly string[] }) =>
    db.insertInto('product_options').values({
      product_id: p.product_id,
      position: p.position,
      name: p.name,
      option_values: sql`${p.option_values}`,
    }),
)

interface VariantRow extends Variant {
  combination: string
}

/** Adds the variant, or changes the one of the same combination, which keeps its id. */
export const putVariant = statement('product_variants.put', (db, p: VariantRow) =>
  db
    .insertInto('product_variants')
    .values(assign([...columns, 'combination'], p))
    .onConflict((conflict) =>
      conflict.columns(['product_id', 'combination']).doUpdateSet((row) => ({
        position: row.ref('excluded.position'),
        sku: row.ref('excluded.sku'),
        price_amount_minor: row.ref('excluded.price_amount_minor'),
        compare_at_amount_minor: row.ref('excluded.compare_at_amount_minor'),
        stock_quantity: row.ref('excluded.stock_quantity'),
        image_url: row.ref('excluded.image_url'),
        version: row.ref('excluded.version'),
        updated_at: row.ref('excluded.updated_at'),
        updated_by: row.ref('excluded.updated_by'),
        deleted_at: null,
        deleted_by: null,
      })),
    ),
)

/** Takes variants out of sale; they stay, for orders that refer to them. */
export const retireVariants = statement(
  'product_variants.retire',
  (db, p: { ids: readonly string[]; deleted_at: string; deleted_by: string | null }) =>
    db
      .updateTable('product_variants')
      .set((row) => ({ deleted_at: p.deleted_at, deleted_by: p.deleted_by, version: row('version', '+', 1) }))
      .where('id', '=', sql<string>`any(${p.ids})`)
      .where('deleted_at', 'is', null),
)

/** Every variant the product ever had, for good. */
export const deleteVariants = statement('product_variants.delete', (db, p: { product_id: string }) =>
  db.deleteFrom('product_variants').where('product_id', '=', p.product_id),
)
