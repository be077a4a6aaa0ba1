import { maxDepth } from '../../../src/commerce/categories/category.ts'
import type { Area } from '../area.ts'
import { nobody } from '../every-operation.ts'
import type { Stage } from '../stage.ts'

const path = (id: string) => ({ path: { id } })

/** A category below another. */
async function branch(stage: Stage) {
  const above = await stage.make('categories.create')
  const below = await stage.make('categories.create', { parent_id: above.id })
  return { above, below }
}

export const area: Area = {
  refused: {
    'category.parent_unknown': async (stage) => {
      const { body } = await stage.ready('categories.create')
      return stage.call('categories.create', { body: { ...(body as object), parent_id: nobody } })
    },
    'category.above_itself': async (stage) => {
      const { above, below } = await branch(stage)
      return stage.call('categories.update', { ...path(above.id), body: { parent_id: below.id } })
    },
    'category.too_deep': async (stage) => {
      let above = await stage.make('categories.create')
      for (let level = 2; level <= maxDepth; level++) {
        above = await stage.make('categories.create', { parent_id: above.id })
      }
      const { body } = await stage.ready('categories.create')
      return stage.call('categories.create', { body: { ...(body as object), parent_id: above.id } })
    },
    'category.has_children': async (stage) => stage.call('categories.delete', path((await branch(stage)).above.id)),
    'category.in_use': async (stage) => {
      const { above, below } = await branch(stage)
      for (const { id } of [below, above]) await stage.succeed('categories.delete', path(id))
      return stage.call('categories.purge', path(above.id))
    },
    'category.unknown': async (stage) => {
      const { id } = await stage.make('products.create')
      return stage.call('products.replace_categories', { ...path(id), body: { category_ids: [nobody] } })
    },
  },
}
