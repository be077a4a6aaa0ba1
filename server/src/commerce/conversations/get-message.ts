import type { Scope } from '@stoa/tenancy'
import type { Message } from './message.ts'
import { MessageNotFound } from './refusals.ts'
import { findMessage } from './store.ts'

export async function getMessage(scope: Scope, id: string): Promise<Message> {
  const message = await scope.first(findMessage, { id })
  if (!message) throw MessageNotFound()
  return message
}
