import { defineRefusal } from '#platform/contract'

export const ConversationNotFound = defineRefusal('conversation.not_found', 404, 'There is no such conversation')
export const HumanUnknown = defineRefusal('conversation.human_unknown', 422, 'There is no such human')
export const WithNobody = defineRefusal('conversation.with_nobody', 422, 'A conversation is with a human or an address')
export const ConversationClosed = defineRefusal('conversation.closed', 409, 'The conversation is closed')
export const AssigneeUnknown = defineRefusal(
  'conversation.assignee_unknown',
  422,
  'The user who is to take care of the conversation is none of this tenant',
)
export const MessageNotFound = defineRefusal('message.not_found', 404, 'There is no such message')
export const MessageKnown = defineRefusal(
  'message.external_id_taken',
  409,
  'A message of the channel with this external id is kept already',
)
export const MessageEmpty = defineRefusal('message.empty', 422, 'A message has a text, attachments or both')
export const AuthorMisfit = defineRefusal(
  'message.author_misfit',
  422,
  'What comes in is written by the human, and what goes out by somebody else',
)
export const SentInFuture = defineRefusal('message.sent_in_future', 422, 'The message cannot have been sent yet')
