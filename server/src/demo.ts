import type { Placement } from '@stoa/tenancy'
import type { NewOptions, NewProduct } from '#commerce'
import type { Role } from '#platform/contract'
import type { NewHuman } from '#platform/identity'

/** A product of the demo, with what is put to it after it was made. */
export interface DemoProduct {
  product: NewProduct
  /** Slug of its category. */
  category?: string
  options?: NewOptions
  imageUrls?: readonly string[]
}

/** A tenant to look at on the first day. */
export interface DemoTenant {
  slug: string
  name: string
  placement: Placement
  users: readonly { email: string; name: string; role: Role }[]
  sellerName: string
  humans: readonly NewHuman[]
  /** From the top down. */
  categories: readonly { name: string; slug: string; parent?: string }[]
  products: readonly DemoProduct[]
}

const currency = 'EUR'
const status = 'active'

/** Three tenants, in both placements. Ada works for two of them, with another role in each. */
export const demoTenants: readonly DemoTenant[] = [
  {
    slug: 'acme',
    name: 'Acme Ceramics',
    placement: 'shared',
    users: [
      ...staffOf('acme'),
      { email: 'operator@acme.example', name: 'Olga Operator', role: 'operator' },
      { email: 'ada@example.com', name: 'Ada Admin', role: 'admin' },
    ],
    sellerName: 'Acme workshop',
    humans: [
      { email: 'bob@example.com', name: 'Bob Buyer', locale: 'en-GB', time_zone: 'Europe/London', tags: ['regular'] },
      { email: 'carla@example.com', phone: '+49 30 901820', name: 'Carla Cook', locale: 'de-DE', tags: ['wholesale'] },
    ],
    categories: [
      { name: 'Tableware', slug: 'tableware' },
      { name: 'Mugs', slug: 'mugs', parent: 'tableware' },
      { name: 'Courses', slug: 'courses' },
    ],
    products: [
      {
        product: {
          title: 'Stoneware mug',
          price_amount_minor: 2400,
          currency,
          status,
          sku: 'MUG-STONE',
          stock_quantity: 40,
        },
        category: 'mugs',
        imageUrls: ['https://images.example.com/acme/mug.jpg', 'https://images.example.com/acme/mug-above.jpg'],
      },
      {
        product: { title: 'Serving bowl', price_amount_minor: 6900, currency, status, tags: ['gift'] },
        category: 'tableware',
        options: {
          options: [
            { name: 'Size', values: ['S', 'L'] },
            { name: 'Glaze', values: ['Celadon', 'Iron'] },
          ],
          variants: [
            { option_values: ['S', 'Celadon'], sku: 'BOWL-S-CEL', stock_quantity: 12, price_amount_minor: 4900 },
            { option_values: ['L', 'Celadon'], sku: 'BOWL-L-CEL', stock_quantity: 8 },
            { option_values: ['L', 'Iron'], sku: 'BOWL-L-IRON', stock_quantity: 3 },
          ],
        },
      },
      {
        product: { title: 'Glazing course', price_amount_minor: 12_000, currency, status, type: 'service' },
        category: 'courses',
      },
    ],
  },
  {
    slug: 'bravo',
    name: 'Bravo Prints',
    placement: 'shared',
    users: [...staffOf('bravo'), { email: 'ada@example.com', name: 'Ada Admin', role: 'viewer' }],
    sellerName: 'Bravo studio',
    humans: [
      { email: 'bob@example.com', name: 'Bob B.', has_marketing_consent: true, marketing_consent_source: 'newsletter' },
      { phone: '+43 1 52550', name: 'Dora Designer', locale: 'de-AT', time_zone: 'Europe/Vienna' },
    ],
    categories: [{ name: 'Prints', slug: 'prints' }],
    products: [
      {
        product: {
          title: 'Poster A2',
          price_amount_minor: 1900,
          currency,
          status,
          sku: 'POSTER-A2',
          type: 'made_to_order',
        },
        category: 'prints',
      },
      {
        product: {
          title: 'Sticker sheet',
          price_amount_minor: 600,
          currency,
          status,
          sku: 'STICKER',
          stock_quantity: 200,
        },
      },
    ],
  },
  {
    slug: 'chara',
    name: 'Chara Events',
    placement: 'schema',
    users: staffOf('chara'),
    sellerName: 'Chara box office',
    humans: [
      { email: 'eva@example.com', name: 'Eva Eventgoer', locale: 'fr-FR', time_zone: 'Europe/Paris' },
      { email: 'finn@example.com', name: 'Finn Fairground', tags: ['stall holder'] },
    ],
    categories: [{ name: 'Tickets', slug: 'tickets' }],
    products: [
      {
        product: {
          title: 'Spring market, day ticket',
          price_amount_minor: 1500,
          currency,
          status,
          type: 'ticket',
          stock_quantity: 300,
        },
        category: 'tickets',
      },
      {
        product: {
          title: 'Market stall',
          price_amount_minor: 18_000,
          currency,
          status,
          type: 'service',
          stock_quantity: 20,
        },
      },
    ],
  },
]

function staffOf(slug: string): DemoTenant['users'] {
  return [
    { email: `owner@${slug}.example`, name: 'Otto Owner', role: 'owner' },
    { email: `viewer@${slug}.example`, name: 'Vera Viewer', role: 'viewer' },
  ]
}
