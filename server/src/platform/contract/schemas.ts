import { type TSchema, Type } from 'typebox'
import { currencyFormat } from './currency.ts'

/** UUIDv7 of a row, made in the process. */
export const Id = Type.String({
  format: 'uuid',
  description: 'In lower case.',
  examples: ['0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f'],
})

/** RFC 3339 in UTC with milliseconds. */
export const Timestamp = Type.String({ format: 'date-time', examples: ['2026-11-21T09:30:00.000Z'] })

/** Largest amount: exactly representable in every JSON reader, and 90 trillion in a two-decimal currency. */
export const maxAmountMinor = 9_000_000_000_000_000

/** Money in minor units (cents), never a fraction. */
export const AmountMinor = Type.Integer({ minimum: 0, maximum: maxAmountMinor, examples: [1250] })

export const Currency = Type.String({
  format: currencyFormat,
  description: 'ISO 4217, in capitals: a currency that is in use.',
  examples: ['EUR'],
})

/** Free JSON object kept for the tenant, at most 50 keys. */
export const Metadata = Type.Record(Type.String({ pattern: '^[^\\u0000]{1,64}$' }), Type.Unknown(), {
  maxProperties: 50,
  additionalProperties: false,
})

export const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 50, uniqueItems: true })

const lineOfText = '^[^\\s\\u0000-\\u001f\\u007f](?:[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f])?$'

/** A line of text without control characters; surrounding white space is refused so that stored text is what was meant. */
export function text(maxLength: number, options: { minLength?: number; examples?: string[] } = {}) {
  return Type.String({ minLength: 1, maxLength, pattern: lineOfText, ...options })
}

/** Text of several lines. NUL cannot be stored and is refused. */
export function longText(maxLength: number) {
  return Type.String({ maxLength, pattern: '^[^\\u0000]*$' })
}

/** One of these words, typed as their union. */
export function oneOf<Word extends string>(words: readonly Word[]) {
  return Type.Unsafe<Word>({ type: 'string', enum: [...words] })
}

/** The same schema, or null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** Columns every business row ends with. */
export const RowColumns = {
  metadata: Metadata,
  version: Type.Integer({ minimum: 1, description: 'Grows with each change; its ETag is `"<version>"`.' }),
  created_at: Timestamp,
  created_by: nullable(Id),
  updated_at: Timestamp,
  updated_by: nullable(Id),
}
