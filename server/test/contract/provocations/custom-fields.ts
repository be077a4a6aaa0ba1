import { maxCustomFields } from '../../../src/commerce/custom-fields/custom-field.ts'
import type { Area } from '../area.ts'
import type { Stage } from '../stage.ts'

function newField(stage: Stage) {
  return { key: stage.mark().replaceAll('-', ''), owner_type: 'product', type: 'text', label: 'Material' }
}

/** Made-up fields may be required, which no example of a product knows. */
async function requireNothing(stage: Stage): Promise<void> {
  const { row } = await stage.succeed('custom_fields.list', { query: { limit: '200' } })
  for (const { id, is_required } of row.results as { id: string; is_required: boolean }[]) {
    if (is_required) await stage.call('custom_fields.delete', { path: { id } })
  }
}

export const area: Area = {
  ready: {
    'custom_fields.create': async (stage) => ({ body: newField(stage) }),
    'custom_fields.restore': async (stage) => {
      const { id } = await stage.make('custom_fields.create')
      await stage.succeed('custom_fields.delete', { path: { id } })
      return { path: { id } }
    },
    'products.create': async (stage) => {
      await requireNothing(stage)
      return {}
    },
  },
  most: { 'custom_fields.create': maxCustomFields },
  refused: {
    'custom_field.key_taken': async (stage) => {
      const { key } = await stage.make('custom_fields.create')
      return stage.call('custom_fields.create', { body: { ...newField(stage), key } })
    },
    'custom_field.too_many': async (stage) => {
      for (let made = 0; made < maxCustomFields; made++) {
        await stage.call('custom_fields.create', { body: newField(stage) })
      }
      return stage.call('custom_fields.create', { body: newField(stage) })
    },
  },
  stricter: {
    'custom_fields.create': 'options belong to choices, and bounds to texts and integers',
    'products.create': 'values are those of the tenant’s custom fields',
  },
}
