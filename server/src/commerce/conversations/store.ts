import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { Conversation, ConversationFields } from './conversation.ts'
import { Message } from './message.ts'
import { HumanUnknown, MessageKnown, WithNobody } from './refusals.ts'

const columns = columnsOf(Conversation)
const messageColumns = columnsOf(Message)
const refuses = { conversations_human_id_fkey: HumanUnknown, conversations_with_somebody: WithNobody }

export const conversationList = defineList(
  statement,
  'conversations.list',
  {
    sorts: ['last_message_at', 'created_at'],
    filters: ['channel', 'status', 'assigned_user_id', 'human_id', 'address'],
  },
  (db, filter, has) => {
    let conversations = db.selectFrom('conversations')
    if (has('channel')) conversations = conversations.where('channel', '=', filter.channel)
    if (has('status')) conversations = conversations.where('status', '=', filter.status)
    if (has('assigned_user_id')) {
      conversations = conversations.where('assigned_user_id', '=', filter.assigned_user_id)
    }
    if (has('human_id')) conversations = conversations.where('human_id', '=', filter.human_id)
    if (has('address')) conversations = conversations.where('address', '=', filter.address)
    return conversations
  },
  (conversations) => conversations.select(columns).$castTo<Conversation>(),
)

export const findConversation = statement('conversations.find', (db, p: { id: string }) =>
  db.selectFrom('conversations').select(columns).$castTo<Conversation>().where('id', '=', p.id),
)

/** Holds the row until the work ends, so that what is written next rests on what was read. */
export const lockConversation = statement('conversations.lock', (db, p: { id: string }) =>
  db.selectFrom('conversations').select(columns).$castTo<Conversation>().where('id', '=', p.id).forNoKeyUpdate(),
)

export const insertConversation = statement(
  'conversations.insert',
  (db, p: Conversation) => db.insertInto('conversations').values(assign(columns, p)),
  { refuses },
)

const changing = [
  ...columnsOf(ConversationFields),
  'status',
  'assigned_user_id',
  'last_message_at',
  'closed_at',
  'version',
  'updated_at',
  'updated_by',
] as const

export const replaceConversation = statement(
  'conversations.replace',
  (db, p: Conversation) => db.updateTable('conversations').set(assign(changing, p)).where('id', '=', p.id),
  { refuses },
)

export const messageList = defineList(
  statement,
  'messages.list',
  { sorts: ['sent_at'], filters: ['conversation_id', 'direction'] },
  (db, filter, has) => {
    let messages = db.selectFrom('conversation_history').where('conversation_id', '=', filter.conversation_id)
    if (has('direction')) messages = messages.where('direction', '=', filter.direction)
    return messages
  },
  (messages) => messages.select(messageColumns).$castTo<Message>(),
)

export const findMessage = statement('messages.find', (db, p: { id: string }) =>
  db.selectFrom('conversation_history').select(messageColumns).$castTo<Message>().where('id', '=', p.id),
)

/** There is no statement that changes or deletes a message. */
export const insertMessage = statement(
  'messages.insert',
  (db, p: Message) => db.insertInto('conversation_history').values(assign(messageColumns, p)),
  { refuses: { conversation_history_external_id_key: MessageKnown } },
)
