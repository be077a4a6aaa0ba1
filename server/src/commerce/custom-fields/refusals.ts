import { defineRefusal } from '#platform/contract'

export const CustomFieldNotFound = defineRefusal('custom_field.not_found', 404, 'There is no such custom field')
export const CustomFieldNotDeleted = defineRefusal(
  'custom_field.not_deleted',
  404,
  'There is no such archived custom field',
)
export const CustomFieldKeyTaken = defineRefusal(
  'custom_field.key_taken',
  409,
  'Another custom field has this key, or had it',
)
export const TooManyCustomFields = defineRefusal('custom_field.too_many', 409, 'There are 100 custom fields already')
