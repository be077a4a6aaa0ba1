import type { Scope } from '@stoa/tenancy'
import { applyPatch, changedRow, requireVersion } from '#platform/contract'
import { findUser } from '#platform/identity'
import { type Conversation, ConversationFields, type ConversationPatch } from './conversation.ts'
import { AssigneeUnknown, ConversationNotFound } from './refusals.ts'
import { lockConversation, replaceConversation } from './store.ts'

/** Changes a conversation, held from reading to writing; `change` says undefined where it is so already. */
export async function changeConversation(
  scope: Scope,
  id: string,
  expectedVersion: number | undefined,
  change: (conversation: Conversation) => Partial<Conversation> | undefined,
): Promise<Conversation> {
  const conversation = await scope.first(lockConversation, { id })
  if (!conversation) throw ConversationNotFound()
  requireVersion(conversation, expectedVersion)
  const changes = change(conversation)
  if (!changes) return conversation
  const changed = { ...conversation, ...changes, ...changedRow(scope, conversation) }
  scope.write(replaceConversation, changed)
  return changed
}

export function updateConversation(scope: Scope, id: string, patch: ConversationPatch, expectedVersion?: number) {
  return changeConversation(scope, id, expectedVersion, (conversation) =>
    applyPatch(ConversationFields, conversation, patch),
  )
}

export function closeConversation(scope: Scope, id: string, expectedVersion?: number): Promise<Conversation> {
  return changeConversation(scope, id, expectedVersion, ({ status }) =>
    status === 'closed' ? undefined : { status: 'closed', closed_at: scope.now },
  )
}

export function reopenConversation(scope: Scope, id: string, expectedVersion?: number): Promise<Conversation> {
  return changeConversation(scope, id, expectedVersion, ({ status }) =>
    status === 'open' ? undefined : { status: 'open', closed_at: null },
  )
}

/** Gives the conversation to a user of the tenant, or to nobody. No foreign key can say whose user it is. */
export async function assignConversation(scope: Scope, id: string, userId: string | null, expectedVersion?: number) {
  const [changed, user] = await Promise.all([
    changeConversation(scope, id, expectedVersion, ({ assigned_user_id }) =>
      assigned_user_id === userId ? undefined : { assigned_user_id: userId },
    ),
    userId === null ? undefined : scope.first(findUser, { id: userId }),
  ])
  if (userId !== null && !user) throw AssigneeUnknown()
  return changed
}
