import type { Scope } from '@stoa/tenancy'
import type { Conversation } from './conversation.ts'
import { ConversationNotFound } from './refusals.ts'
import { findConversation } from './store.ts'

export async function getConversation(scope: Scope, id: string): Promise<Conversation> {
  const conversation = await scope.first(findConversation, { id })
  if (!conversation) throw ConversationNotFound()
  return conversation
}
