import type { Area } from '../area.ts'
import type { Stage } from '../stage.ts'

const header = 'sku,title,price_amount_minor,currency'

const file = (body: string) => (stage: Stage) => stage.call('product_imports.create', { body })

async function begun(stage: Stage) {
  const { row } = await stage.succeed('product_imports.create')
  return { path: { id: row.id as string } }
}

export const area: Area = {
  ready: {
    // Rows that no call before has sent, so that no two calls are the same.
    'product_imports.create': async (stage) => ({ body: `${header}\r\n${stage.mark()}sku,Shirt,1,EUR\r\n` }),
    'products.create_many': async (stage) => ({
      body: { products: [{ title: `${stage.mark()}shirt`, price_amount_minor: 1, currency: 'EUR' }] },
    }),
    'product_imports.get': begun,
    'product_imports.cancel': begun,
    // A list of several rows.
    'product_imports.list': async (stage) => {
      for (let made = 0; made < 3; made++) await begun(stage)
      return {}
    },
  },
  refused: {
    'product_import.bad_csv': file(`${header}\nA,B\n`),
    'product_import.bad_header': file(`${header},colour\n`),
    'product_import.too_many_rows': file(`${header}\n${',x,1,EUR\n'.repeat(100_001)}`),
    'product_import.ended': async (stage) => {
      const sent = await begun(stage)
      await stage.succeed('product_imports.cancel', sent)
      return stage.call('product_imports.cancel', sent)
    },
  },
}
