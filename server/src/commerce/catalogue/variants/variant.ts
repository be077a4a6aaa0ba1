import { type Static, Type } from 'typebox'
import { AmountMinor, Id, longText, nullable, RowColumns, text } from '#platform/contract'

export const maxOptions = 3
export const maxVariants = 100

const stock = Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Null: not tracked, never sold out.' })

/** Where an image is: fetched by whoever shows it, never by the server. */
export const ImageUrl = Type.String({
  minLength: 9,
  maxLength: 2000,
  pattern: '^https://[^\\s\\u0000-\\u001f\\u007f/?#@]+(?:[/?#][^\\s\\u0000-\\u001f\\u007f]*)?$',
  examples: ['https://images.example.com/shirt.jpg'],
})

export const ProductOption = Type.Object(
  {
    name: text(60, { examples: ['Size'] }),
    values: Type.Array(text(100), { minItems: 1, maxItems: 100, uniqueItems: true, examples: [['S', 'M']] }),
  },
  { additionalProperties: false },
)
export type ProductOption = Static<typeof ProductOption>

const values = Type.Array(text(100), {
  minItems: 1,
  maxItems: maxOptions,
  description: 'One value of each option, in the order of the options.',
  examples: [['M']],
})

const optional = {
  sku: nullable(text(64, { examples: ['LS-NAT-M'] })),
  price_amount_minor: nullable({ ...AmountMinor, description: 'Null: the price of the product.' }),
  compare_at_amount_minor: nullable({ ...AmountMinor, description: 'Above the price.' }),
  stock_quantity: nullable(stock),
  image_url: nullable(ImageUrl),
}

const { metadata: _, ...provenance } = RowColumns

export const Variant = Type.Object({
  id: Id,
  product_id: Id,
  position: Type.Integer({ minimum: 1, maximum: maxVariants }),
  option_values: values,
  ...optional,
  ...provenance,
})
export type Variant = Static<typeof Variant>

export const variantDefaults = {
  sku: null,
  price_amount_minor: null,
  compare_at_amount_minor: null,
  stock_quantity: null,
  image_url: null,
} satisfies Partial<Variant>

const NewVariant = Type.Object(
  { option_values: values, ...Type.Partial(Type.Object(optional)).properties },
  { additionalProperties: false },
)
export type NewVariant = Static<typeof NewVariant>

/** Everything a product comes in: replaced as a whole. */
export const NewOptions = Type.Object(
  {
    options: Type.Array(ProductOption, { maxItems: maxOptions }),
    variants: Type.Array(NewVariant, { maxItems: maxVariants }),
  },
  {
    additionalProperties: false,
    examples: [
      {
        options: [{ name: 'Size', values: ['S', 'M'] }],
        variants: [
          { option_values: ['S'], sku: 'LS-NAT-S', stock_quantity: 3 },
          { option_values: ['M'], sku: 'LS-NAT-M', stock_quantity: 9, price_amount_minor: 8200 },
        ],
      },
    ],
  },
)
export type NewOptions = Static<typeof NewOptions>

export const Options = Type.Object({ options: Type.Array(ProductOption), variants: Type.Array(Variant) })
export type Options = Static<typeof Options>

export const AltText = nullable(longText(500))
