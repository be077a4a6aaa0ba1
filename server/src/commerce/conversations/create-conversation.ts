import type { Scope } from '@stoa/tenancy'
import { newRow } from '#platform/contract'
import { type Conversation, conversationDefaults, type NewConversation } from './conversation.ts'
import { insertConversation } from './store.ts'

export async function createConversation(scope: Scope, request: NewConversation): Promise<Conversation> {
  const conversation = { ...newRow(scope), ...conversationDefaults, ...request, last_message_at: scope.now }
  scope.write(insertConversation, conversation)
  return conversation
}
