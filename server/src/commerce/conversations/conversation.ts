import { type Static, Type } from 'typebox'
import { Id, Metadata, nullable, oneOf, patchOf, RowColumns, Timestamp, text } from '#platform/contract'

export const channels = ['chat', 'email', 'sms', 'whatsapp', 'instagram', 'web'] as const
export const conversationStatuses = ['open', 'closed'] as const

/** What stays as it was when the conversation began. */
const channel = oneOf(channels)

/** How the other side is reached on the channel: a mail address, a number, a handle, a widget’s token. */
export const ChannelAddress = text(254, { examples: ['+4915112345678'] })

const said = {
  human_id: nullable({ ...Id, description: 'With whom it is, where that is known; else there is an address.' }),
  address: nullable(ChannelAddress),
  subject: nullable(text(200, { examples: ['Where is my order?'] })),
  metadata: Metadata,
}
export const ConversationFields = Type.Object(said)

/** What one human and a tenant say to each other on one channel. */
export const Conversation = Type.Object({
  id: Id,
  channel,
  ...said,
  status: oneOf(conversationStatuses),
  assigned_user_id: nullable({ ...Id, description: 'The user who takes care of it.' }),
  last_message_at: { ...Timestamp, description: 'When it was begun, while nothing was said.' },
  closed_at: nullable(Timestamp),
  ...RowColumns,
})
export type Conversation = Static<typeof Conversation>

export const NewConversation = Type.Object(
  { channel, ...Type.Partial(Type.Object(said)).properties },
  {
    additionalProperties: false,
    examples: [{ channel: 'whatsapp', address: '+4915112345678', subject: 'Where is my order?' }],
  },
)
export type NewConversation = Static<typeof NewConversation>

export const ConversationPatch = patchOf(ConversationFields, { examples: [{ subject: 'Where is order 17?' }] })
export type ConversationPatch = Static<typeof ConversationPatch>

/** What a new conversation is where the caller says nothing. */
export const conversationDefaults = {
  human_id: null,
  address: null,
  subject: null,
  status: 'open',
  assigned_user_id: null,
  closed_at: null,
  metadata: {},
} satisfies Partial<Conversation>
