import { sql } from 'kysely'
import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { Category, CategoryFields } from './category.ts'
import { CategoryInUse, CategorySlugTaken, CategoryTooDeep, CategoryUnknown, ParentUnknown } from './refusals.ts'

const columns = columnsOf(Category)
const refuses = {
  categories_slug_key: CategorySlugTaken,
  categories_parent_id_fkey: ParentUnknown,
  categories_depth_check: CategoryTooDeep,
}

export interface TreeNode extends Category {
  is_deleted: boolean
}

/** A category with its path as its row holds it; see the migration. */
export interface CategoryRow extends Category {
  place: string
  parent_place: string | null
}

export const categoryList = defineList(
  statement,
  'categories.list',
  { sorts: ['created_at', 'position', 'name'], filters: ['parent_id', 'slug', 'is_top'] },
  (db, filter, has) => {
    let categories = db.selectFrom('categories').where('deleted_at', 'is', null)
    if (has('parent_id')) categories = categories.where('parent_id', '=', filter.parent_id)
    if (has('slug')) categories = categories.where('slug', '=', filter.slug)
    if (has('is_top')) categories = categories.where(sql<boolean>`(parent_id is null) = ${filter.is_top}::boolean`)
    return categories
  },
  (categories) => categories.select(columns).$castTo<Category>(),
)

export const findCategory = statement('categories.find', (db, p: { id: string }) =>
  db
    .selectFrom('categories')
    .select(columns)
    .$castTo<Category>()
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

/** Holds a category where it is, while one is put below it. Those who put others below do not wait for each other. */
export const holdParent = statement('categories.hold_parent', (db, p: { id: string }) =>
  db
    .selectFrom('categories')
    .select(['id', 'path'])
    .$castTo<Pick<Category, 'id' | 'path'>>()
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null)
    .forShare(),
)

export const lockCategory = statement('categories.lock', (db, p: { id: string }) =>
  db
    .selectFrom('categories')
    .select(columns)
    .$castTo<Category>()
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null)
    .forNoKeyUpdate(),
)

/**
 * The whole tree, held until the work ends. Everybody takes it in the same order, so who changes its shape goes one after
 * the other and never in each other's way.
 */
export const lockTree = statement('categories.lock_tree', (db) =>
  db
    .selectFrom('categories')
    .select([...columns, sql<boolean>`deleted_at is not null`.as('is_deleted')])
    .$castTo<TreeNode>()
    .orderBy('id')
    .forUpdate(),
)

/** Some category directly below, deleted ones apart. */
export const findChild = statement('categories.find_child', (db, p: { parent_id: string }) =>
  db
    .selectFrom('categories')
    .select('id')
    .where('parent_id', '=', p.parent_id)
    .where('deleted_at', 'is', null)
    .limit(1),
)

export const insertCategory = statement(
  'categories.insert',
  (db, p: CategoryRow) => db.insertInto('categories').values(assign([...columns, 'place', 'parent_place'], p)),
  { refuses },
)

export const replaceCategory = statement(
  'categories.replace',
  (db, p: Category) =>
    db
      .updateTable('categories')
      .set(assign([...fieldsOnly(), 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

function fieldsOnly() {
  return columnsOf(CategoryFields).filter((column) => column !== 'parent_id')
}

/**
 * Moves a category with all that is below it, in one statement, which the foreign key judges when it ends.
 * @param above the place of the new parent with a slash behind it, or nothing
 * @param from where the category's own id begins in its place, counted from 1
 */
export const moveBranch = statement(
  'categories.move_branch',
  (db, p: Pick<Category, 'id' | 'parent_id' | 'updated_at' | 'updated_by'> & { above: string; from: number }) => {
    const place = sql<string>`${p.above}::text || substr(place, ${p.from}::int)`
    return db
      .updateTable('categories')
      .set((row) => ({
        place,
        path: sql<string[]>`string_to_array(${place}, '/')::uuid[]`,
        parent_place: sql<string | null>`nullif(left(${place}, greatest(length(${place}) - 37, 0)), '')`,
        parent_id: sql<string | null>`case when id = ${p.id}::uuid then ${p.parent_id}::uuid else parent_id end`,
        // What is below has another path than before, so it is another version.
        version: row('version', '+', 1),
        updated_at: p.updated_at,
        updated_by: p.updated_by,
      }))
      .where(sql<boolean>`${p.id}::uuid = any (path)`)
  },
  { refuses },
)

export const setCategoryDeletion = statement(
  'categories.set_deletion',
  (db, p: Category & { deleted_at: string | null; deleted_by: string | null }) =>
    db
      .updateTable('categories')
      .set(assign(['deleted_at', 'deleted_by', 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

export const removeCategory = statement(
  'categories.remove',
  (db, p: { id: string }) => db.deleteFrom('categories').where('id', '=', p.id),
  { refuses: { categories_parent_id_fkey: CategoryInUse } },
)

/** Categories of a product that are not deleted. */
export const findProductCategories = statement('product_categories.find', (db, p: { product_id: string }) =>
  db
    .selectFrom('product_categories')
    .innerJoin('categories', 'categories.id', 'product_categories.category_id')
    .select('category_id')
    .where('product_id', '=', p.product_id)
    .where('deleted_at', 'is', null)
    .orderBy('category_id'),
)

export const holdCategories = statement('categories.hold', (db, p: { ids: readonly string[] }) =>
  db
    .selectFrom('categories')
    .select('id')
    .where('id', '=', sql<string>`any(${p.ids})`)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forShare(),
)

export const deleteProductCategories = statement('product_categories.delete', (db, p: { product_id: string }) =>
  db.deleteFrom('product_categories').where('product_id', '=', p.product_id),
)

/** Takes every product out of a category. */
export const deleteCategoryProducts = statement(
  'product_categories.delete_of_category',
  (db, p: { category_id: string }) => db.deleteFrom('product_categories').where('category_id', '=', p.category_id),
)

export const insertProductCategories = statement(
  'product_categories.insert',
  (db, p: { product_id: string; ids: readonly string[] }) =>
    db
      .insertInto('product_categories')
      .columns(['product_id', 'category_id'])
      .expression(
        db
          .selectFrom(sql<{ id: string }>`unnest(${p.ids}::uuid[])`.as(sql`named(id)`))
          .select([sql<string>`${p.product_id}::uuid`.as('product_id'), 'named.id']),
      ),
  { refuses: { product_categories_category_id_fkey: CategoryUnknown } },
)
