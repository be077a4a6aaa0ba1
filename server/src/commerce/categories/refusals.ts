import { defineRefusal } from '#platform/contract'

export const CategoryNotFound = defineRefusal('category.not_found', 404, 'There is no such category')
export const CategoryNotDeleted = defineRefusal('category.not_deleted', 404, 'There is no such deleted category')
export const CategorySlugTaken = defineRefusal('category.slug_taken', 409, 'Another category has this slug')
export const CategoryHasChildren = defineRefusal('category.has_children', 409, 'There are categories below it')
export const CategoryInUse = defineRefusal(
  'category.in_use',
  409,
  'There are categories below it, perhaps deleted ones',
)
export const ParentUnknown = defineRefusal('category.parent_unknown', 422, 'There is no such category to be below')
export const CategoryAboveItself = defineRefusal(
  'category.above_itself',
  422,
  'A category cannot be below itself, or below what is below it',
)
export const CategoryTooDeep = defineRefusal(
  'category.too_deep',
  422,
  'The tree of categories has eight levels at most',
)
export const CategoryUnknown = defineRefusal('category.unknown', 422, 'There is no such category to put a product in')
