import { type Static, Type } from 'typebox'
import { GivenTimestamp, Id, longText, nullable, oneOf, Timestamp, text } from '#platform/contract'
import { channels } from './conversation.ts'

export const directions = ['in', 'out'] as const
export const authorKinds = ['human', 'bot', 'user', 'system'] as const

const Attachment = Type.Object(
  {
    url: Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2048 }),
    name: Type.Optional(text(255)),
    content_type: Type.Optional(Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$', maxLength: 127 })),
  },
  { additionalProperties: false },
)

const said = {
  text: nullable({ ...longText(10_000), minLength: 1 }),
  attachments: Type.Array(Attachment, { maxItems: 10 }),
  external_id: nullable(text(255, { examples: ['wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI'] })),
}

/** One message of a conversation. It is never changed or taken away. */
export const Message = Type.Object({
  id: Id,
  conversation_id: Id,
  channel: oneOf(channels),
  direction: { ...oneOf(directions), description: '`in` from the human, `out` to them.' },
  author_kind: oneOf(authorKinds),
  author_id: nullable({ ...Id, description: 'The user who wrote it.' }),
  ...said,
  sent_at: Timestamp,
  created_at: Timestamp,
})
export type Message = Static<typeof Message>

export const NewMessage = Type.Object(
  {
    direction: oneOf(directions),
    author_kind: Type.Optional({
      ...oneOf(authorKinds),
      description: 'Of what comes in always `human`; of what goes out `user`, who is the caller, unless said.',
    }),
    ...Type.Partial(Type.Object(said)).properties,
    external_id: Type.Optional({
      ...said.external_id,
      description: 'The provider’s name for the message; kept once per channel.',
    }),
    sent_at: Type.Optional({ ...GivenTimestamp, description: 'Now, unless said.' }),
  },
  { additionalProperties: false, examples: [{ direction: 'in', text: 'Where is my order?' }] },
)
export type NewMessage = Static<typeof NewMessage>
