import { type Static, Type } from 'typebox'
import { AltText, ImageUrl } from '../variants/variant.ts'

export const NewImage = Type.Object(
  { url: ImageUrl, alt: Type.Optional(AltText) },
  {
    additionalProperties: false,
    examples: [{ url: 'https://images.example.com/shirt.jpg', alt: 'The shirt, folded' }],
  },
)

export const NewImages = Type.Object(
  { images: Type.Array(NewImage, { maxItems: 50 }) },
  {
    additionalProperties: false,
    examples: [{ images: [{ url: 'https://images.example.com/shirt.jpg', alt: 'The shirt, folded' }] }],
  },
)
export type NewImages = Static<typeof NewImages>

export const Image = Type.Object({ position: Type.Integer({ minimum: 1 }), url: ImageUrl, alt: AltText })
export type Image = Static<typeof Image>

export const Images = Type.Object({ images: Type.Array(Image) })
export type Images = Static<typeof Images>
