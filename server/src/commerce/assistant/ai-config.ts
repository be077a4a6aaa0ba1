import { type Static, Type } from 'typebox'
import { Id, longText, nullable, oneOf, patchOf, RowColumns, Timestamp, text } from '#platform/contract'

/** What an assistant may be allowed to do, in the name of the human it talks to. */
export const assistantTools = [
  'search_products',
  'add_to_cart',
  'quote',
  'checkout',
  'order_status',
  'hand_over',
] as const

/** When the assistant gives a conversation to a user. */
const Handover = Type.Object(
  {
    is_on_request: Type.Boolean({ description: 'When the human asks for somebody.' }),
    after_failed_answers: nullable(
      Type.Integer({ minimum: 1, maximum: 20, description: 'That many in a row; null: however many.' }),
    ),
    keywords: Type.Array(text(64), {
      maxItems: 50,
      uniqueItems: true,
      description: 'When the human says one of them.',
    }),
  },
  { additionalProperties: false },
)

export const AiConfigFields = Type.Object({
  is_enabled: Type.Boolean(),
  bot_name: nullable(text(80, { examples: ['Clay'] })),
  model: nullable({
    ...text(200, { examples: ['gpt-4.1-mini'] }),
    description: 'As its provider calls it. Keys of providers are not kept here.',
  }),
  instructions: nullable(longText(20_000)),
  tone: nullable(text(200, { examples: ['warm, brief, never pushy'] })),
  greeting: nullable(longText(1000)),
  languages: Type.Array(
    Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35, examples: ['en-GB'] }),
    {
      maxItems: 20,
      uniqueItems: true,
      description: 'BCP 47, the preferred first; empty: that of the human.',
    },
  ),
  temperature_hundredths: nullable(
    Type.Integer({ minimum: 0, maximum: 200, description: '70 is 0.7; null: what the model does by itself.' }),
  ),
  handover: Handover,
  allowed_tools: Type.Array(oneOf(assistantTools), { maxItems: assistantTools.length, uniqueItems: true }),
})

/** How the tenant's assistant is to behave. */
export const AiConfig = Type.Object({
  ...AiConfigFields.properties,
  version: RowColumns.version,
  updated_at: nullable({ ...Timestamp, description: 'Null: nobody has changed it yet.' }),
  updated_by: nullable(Id),
})
export type AiConfig = Static<typeof AiConfig>

export const AiConfigPatch = patchOf(AiConfigFields, {
  examples: [{ is_enabled: true, bot_name: 'Clay', languages: ['en-GB', 'de'], handover: { keywords: ['refund'] } }],
})
export type AiConfigPatch = Static<typeof AiConfigPatch>

/** What counts where a tenant has said nothing: the first version of every configuration. */
export const unsetAiConfig: AiConfig = {
  is_enabled: false,
  bot_name: null,
  model: null,
  instructions: null,
  tone: null,
  greeting: null,
  languages: [],
  temperature_hundredths: null,
  handover: { is_on_request: true, after_failed_answers: 3, keywords: [] },
  allowed_tools: ['search_products', 'order_status', 'hand_over'],
  version: 1,
  updated_at: null,
  updated_by: null,
}
