import type { Scope } from '@stoa/tenancy'
import { answerList, withRowAbove } from '#platform/contract'
import { ConversationNotFound } from './refusals.ts'
import { findConversation, messageList } from './store.ts'

/** What was said, newest first. */
export async function listMessages(scope: Scope, conversationId: string, query: object) {
  const [conversation, messages] = await withRowAbove(
    scope.first(findConversation, { id: conversationId }),
    answerList(scope, messageList, { ...query, conversation_id: conversationId }),
  )
  if (!conversation) throw ConversationNotFound()
  return messages
}
