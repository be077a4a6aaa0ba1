import { defineRefusal } from '#platform/contract'

export const HumanNotFound = defineRefusal('human.not_found', 404, 'There is no such human')
export const HumanNotDeleted = defineRefusal('human.not_deleted', 404, 'There is no such deleted human')
export const HumanInUse = defineRefusal('human.in_use', 409, 'There are conversations with this human')
export const HumanEmailTaken = defineRefusal(
  'human.email_taken',
  409,
  'A human of the tenant, perhaps a deleted one, has this mail address',
)
export const HumanPhoneTaken = defineRefusal(
  'human.phone_taken',
  409,
  'A human of the tenant, perhaps a deleted one, has this phone number',
)
export const HumanUnreadable = defineRefusal(
  'human.unreadable',
  422,
  'What should be a phone number, a language or a time zone is none',
)
export const ConsentUnchanged = defineRefusal(
  'human.consent_unchanged',
  422,
  'The source of a consent is said together with a change of it',
)
export const ContactMissing = defineRefusal(
  'human.contact_missing',
  422,
  'A human has a mail address, a phone number, or both',
)
