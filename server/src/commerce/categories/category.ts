import { type Static, Type } from 'typebox'
import { Id, longText, nullable, patchOf, RowColumns, text } from '#platform/contract'

/** Levels of a tree, the root's included; PostgreSQL checks it as well. */
export const maxDepth = 8

/** Words of small letters and digits, joined by single hyphens. */
const Slug = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  examples: ['table-ware'],
})

const required = { name: text(200, { examples: ['Tableware'] }), slug: Slug }

const optional = {
  parent_id: nullable({ ...Id, description: 'Null: at the top.' }),
  description: nullable(longText(5000)),
  position: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Its place among its siblings.' }),
}

/** What a caller may say about a category. */
export const CategoryFields = Type.Object({ ...required, ...optional, metadata: RowColumns.metadata })

const path = Type.Array(Id, {
  minItems: 1,
  maxItems: maxDepth,
  description: 'From the top down to the category itself.',
})

export const Category = Type.Object({ id: Id, ...required, ...optional, path, ...RowColumns })
export type Category = Static<typeof Category>

export const NewCategory = Type.Object(
  { ...required, ...Type.Partial(Type.Object({ ...optional, metadata: RowColumns.metadata })).properties },
  { additionalProperties: false, examples: [{ name: 'Tableware', slug: 'table-ware', position: 1 }] },
)
export type NewCategory = Static<typeof NewCategory>

export const CategoryPatch = patchOf(CategoryFields, { examples: [{ name: 'For the table', position: 2 }] })
export type CategoryPatch = Static<typeof CategoryPatch>

export const categoryDefaults = {
  parent_id: null,
  description: null,
  position: 0,
  metadata: {},
} satisfies Partial<Category>

/** A path as rows hold it, so that PostgreSQL can compare it in an index. */
export function placeOf(path: readonly string[]): string {
  return path.join('/')
}
