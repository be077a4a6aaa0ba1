import type { Scope } from '@stoa/tenancy'
import { inUtc, newId } from '#platform/contract'
import { changeConversation } from './change-conversation.ts'
import type { Conversation } from './conversation.ts'
import type { Message, NewMessage } from './message.ts'
import { AuthorMisfit, ConversationClosed, MessageEmpty, SentInFuture } from './refusals.ts'
import { insertMessage } from './store.ts'

/** How far a provider's clock may be ahead of ours. */
const clockSkewMs = 5 * 60_000

/**
 * Keeps a message that was said. What comes in opens a closed conversation again; what goes out needs an open one. A
 * message that the provider tells twice, also at once, is refused the second time: the unique index decides.
 */
export async function addMessage(scope: Scope, conversationId: string, request: NewMessage): Promise<Message> {
  const { direction, author_kind = direction === 'in' ? 'human' : 'user', attachments = [] } = request
  const { text = null, external_id = null } = request
  if ((direction === 'in') !== (author_kind === 'human')) throw AuthorMisfit()
  if (text === null && attachments.length === 0) throw MessageEmpty()
  const sent_at = sentAt(scope, request)
  const { channel } = await changeConversation(scope, conversationId, undefined, (conversation) =>
    afterMessage(conversation, { direction, sent_at }),
  )
  const author_id = author_kind === 'user' ? (scope.actor.id ?? null) : null
  const message = { id: newId(), conversation_id: conversationId, channel, direction, author_kind, author_id }
  const kept = { ...message, text, attachments, external_id, sent_at, created_at: scope.now }
  scope.write(insertMessage, kept)
  return kept
}

function sentAt(scope: Scope, { sent_at }: NewMessage): string {
  if (sent_at === undefined) return scope.now
  const sent = inUtc(sent_at)
  if (Date.parse(sent) > Date.parse(scope.now) + clockSkewMs) throw SentInFuture()
  return sent
}

/** Messages may be told out of order: the conversation is as new as the newest. */
function afterMessage(
  { status, last_message_at }: Conversation,
  { direction, sent_at }: Pick<Message, 'direction' | 'sent_at'>,
): Partial<Conversation> {
  if (status === 'closed' && direction === 'out') throw ConversationClosed()
  return { status: 'open', closed_at: null, last_message_at: sent_at > last_message_at ? sent_at : last_message_at }
}
