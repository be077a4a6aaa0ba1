import { sql } from 'kysely'
import { columnsOf, statement } from '#platform/database'
import { Image } from './image.ts'

export const findImages = statement('product_images.find', (db, p: { product_id: string }) =>
  db.selectFrom('product_images').select(columnsOf(Image)).where('product_id', '=', p.product_id).orderBy('position'),
)

export const deleteImages = statement('product_images.delete', (db, p: { product_id: string }) =>
  db.deleteFrom('product_images').where('product_id', '=', p.product_id),
)

export const insertImages = statement(
  'product_images.insert',
  (db, p: { product_id: string; urls: readonly string[]; alts: readonly (string | null)[] }) =>
    db
      .insertInto('product_images')
      .columns(['product_id', 'position', 'url', 'alt'])
      .expression(
        db
          .selectFrom(
            sql<{ url: string; alt: string | null; position: number }>`
              unnest(${p.urls}::text[], ${p.alts}::text[]) with ordinality`.as(sql`image(url, alt, position)`),
          )
          .select([
            sql<string>`${p.product_id}::uuid`.as('product_id'),
            sql<number>`image.position::int`.as('position'),
            'image.url',
            'image.alt',
          ]),
      ),
)
