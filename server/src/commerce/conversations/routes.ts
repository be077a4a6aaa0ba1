import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, oneOf, tenantRoute } from '#platform/contract'
import { addMessage } from './add-message.ts'
import { assignConversation, closeConversation, reopenConversation, updateConversation } from './change-conversation.ts'
import {
  ChannelAddress,
  Conversation,
  ConversationPatch,
  channels,
  conversationStatuses,
  NewConversation,
} from './conversation.ts'
import { createConversation } from './create-conversation.ts'
import { getConversation } from './get-conversation.ts'
import { getMessage } from './get-message.ts'
import { listMessages } from './list-messages.ts'
import { directions, Message, NewMessage } from './message.ts'
import {
  AssigneeUnknown,
  AuthorMisfit,
  ConversationClosed,
  ConversationNotFound,
  HumanUnknown,
  MessageEmpty,
  MessageKnown,
  MessageNotFound,
  SentInFuture,
  WithNobody,
} from './refusals.ts'
import { conversationList, messageList } from './store.ts'

const tag = 'Conversations'
const params = Type.Object({ id: Id })

const Assignment = Type.Object(
  { user_id: Id },
  { additionalProperties: false, examples: [{ user_id: '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f' }] },
)

/** States of a conversation that are put on it and taken off again. */
const stateRoutes = [
  tenantRoute({
    operation: 'conversations.close',
    method: 'PUT',
    path: '/conversations/:id/closure',
    tag,
    summary: 'Close a conversation',
    description: 'The next message that comes in opens it again.',
    params,
    answer: Conversation,
    versioned: true,
    refuses: [ConversationNotFound],
    handle: ({ scope, params, expectedVersion }) => closeConversation(scope, params.id, expectedVersion),
  }),
  tenantRoute({
    operation: 'conversations.reopen',
    method: 'DELETE',
    path: '/conversations/:id/closure',
    tag,
    summary: 'Open a conversation again',
    params,
    answer: Conversation,
    versioned: true,
    refuses: [ConversationNotFound],
    handle: ({ scope, params, expectedVersion }) => reopenConversation(scope, params.id, expectedVersion),
  }),
  tenantRoute({
    operation: 'conversations.assign',
    method: 'PUT',
    path: '/conversations/:id/assignment',
    tag,
    summary: 'Give a conversation to a user',
    params,
    body: Assignment,
    answer: Conversation,
    versioned: true,
    refuses: [ConversationNotFound, AssigneeUnknown],
    handle: ({ scope, params, body, expectedVersion }) =>
      assignConversation(scope, params.id, body.user_id, expectedVersion),
  }),
  tenantRoute({
    operation: 'conversations.unassign',
    method: 'DELETE',
    path: '/conversations/:id/assignment',
    tag,
    summary: 'Take a conversation from whoever has it',
    params,
    answer: Conversation,
    versioned: true,
    refuses: [ConversationNotFound],
    handle: ({ scope, params, expectedVersion }) => assignConversation(scope, params.id, null, expectedVersion),
  }),
]

const messageRoutes = [
  tenantRoute({
    operation: 'conversations.list_messages',
    method: 'GET',
    path: '/conversations/:id/messages',
    tag,
    summary: 'List the messages of a conversation',
    params,
    query: listQuery(messageList, { direction: Type.Optional(oneOf(directions)) }),
    answer: listOf(Message),
    refuses: [ConversationNotFound, InvalidCursor],
    handle: ({ scope, params, query }) => listMessages(scope, params.id, query),
  }),
  tenantRoute({
    operation: 'conversations.add_message',
    method: 'POST',
    path: '/conversations/:id/messages',
    tag,
    summary: 'Keep a message of a conversation',
    description: 'It is kept, not sent. What comes in opens a closed conversation again.',
    params,
    body: NewMessage,
    status: 201,
    answer: Message,
    location: (message: Message) => `/messages/${message.id}`,
    refuses: [ConversationNotFound, ConversationClosed, MessageKnown, MessageEmpty, AuthorMisfit, SentInFuture],
    handle: ({ scope, params, body }) => addMessage(scope, params.id, body),
  }),
  tenantRoute({
    operation: 'conversations.get_message',
    method: 'GET',
    path: '/messages/:id',
    tag,
    summary: 'Get a message',
    params,
    answer: Message,
    refuses: [MessageNotFound],
    handle: ({ scope, params }) => getMessage(scope, params.id),
  }),
]

export const conversationRoutes = [
  tenantRoute({
    operation: 'conversations.list',
    method: 'GET',
    path: '/conversations',
    tag,
    summary: 'List conversations',
    query: listQuery(conversationList, {
      channel: Type.Optional(oneOf(channels)),
      status: Type.Optional(oneOf(conversationStatuses)),
      assigned_user_id: Type.Optional(Id),
      human_id: Type.Optional(Id),
      address: Type.Optional(ChannelAddress),
    }),
    answer: listOf(Conversation),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, conversationList, query),
  }),
  tenantRoute({
    operation: 'conversations.get',
    method: 'GET',
    path: '/conversations/:id',
    tag,
    summary: 'Get a conversation',
    params,
    answer: Conversation,
    refuses: [ConversationNotFound],
    handle: ({ scope, params }) => getConversation(scope, params.id),
  }),
  tenantRoute({
    operation: 'conversations.create',
    method: 'POST',
    path: '/conversations',
    tag,
    summary: 'Begin a conversation',
    body: NewConversation,
    status: 201,
    answer: Conversation,
    location: (conversation: Conversation) => `/conversations/${conversation.id}`,
    refuses: [HumanUnknown, WithNobody],
    handle: ({ scope, body }) => createConversation(scope, body),
  }),
  tenantRoute({
    operation: 'conversations.update',
    method: 'PATCH',
    path: '/conversations/:id',
    tag,
    summary: 'Change with whom a conversation is, and what it is about',
    description: 'JSON merge patch.',
    params,
    body: ConversationPatch,
    answer: Conversation,
    versioned: true,
    refuses: [ConversationNotFound, HumanUnknown, WithNobody],
    handle: ({ scope, params, body, expectedVersion }) => updateConversation(scope, params.id, body, expectedVersion),
  }),
  ...stateRoutes,
  ...messageRoutes,
]
