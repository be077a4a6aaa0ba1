import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, tenantRoute } from '#platform/contract'
import { createCustomField } from './create-custom-field.ts'
import { CustomField, CustomFieldPatch, NewCustomField } from './custom-field.ts'
import { deleteCustomField } from './delete-custom-field.ts'
import { getCustomField } from './get-custom-field.ts'
import { CustomFieldKeyTaken, CustomFieldNotDeleted, CustomFieldNotFound, TooManyCustomFields } from './refusals.ts'
import { restoreCustomField } from './restore-custom-field.ts'
import { customFieldList } from './store.ts'
import { updateCustomField } from './update-custom-field.ts'

const tag = 'Custom fields'
const params = Type.Object({ id: Id })

export const customFieldRoutes = [
  tenantRoute({
    operation: 'custom_fields.list',
    method: 'GET',
    path: '/custom-fields',
    tag,
    summary: 'List custom fields',
    query: listQuery(customFieldList, {
      owner_type: Type.Optional(CustomField.properties.owner_type),
      key: Type.Optional(CustomField.properties.key),
    }),
    answer: listOf(CustomField),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, customFieldList, query),
  }),
  tenantRoute({
    operation: 'custom_fields.get',
    method: 'GET',
    path: '/custom-fields/:id',
    tag,
    summary: 'Get a custom field',
    params,
    answer: CustomField,
    refuses: [CustomFieldNotFound],
    handle: ({ scope, params }) => getCustomField(scope, params.id),
  }),
  tenantRoute({
    operation: 'custom_fields.create',
    method: 'POST',
    path: '/custom-fields',
    tag,
    summary: 'Create a custom field',
    body: NewCustomField,
    status: 201,
    answer: CustomField,
    location: (field: CustomField) => `/custom-fields/${field.id}`,
    refuses: [CustomFieldKeyTaken, TooManyCustomFields],
    handle: ({ scope, body }) => createCustomField(scope, body),
  }),
  tenantRoute({
    operation: 'custom_fields.update',
    method: 'PATCH',
    path: '/custom-fields/:id',
    tag,
    summary: 'Change a custom field',
    description: 'JSON merge patch. It judges what is written from then on; values that are there stay as they are.',
    params,
    body: CustomFieldPatch,
    answer: CustomField,
    versioned: true,
    refuses: [CustomFieldNotFound],
    handle: ({ scope, params, body, expectedVersion }) => updateCustomField(scope, params.id, body, expectedVersion),
  }),
  tenantRoute({
    operation: 'custom_fields.delete',
    method: 'DELETE',
    path: '/custom-fields/:id',
    tag,
    summary: 'Archive a custom field',
    description:
      'Values that are there stay, nothing is written to it any more, and it can be restored. Its key is never free.',
    params,
    status: 204,
    versioned: true,
    refuses: [CustomFieldNotFound],
    handle: ({ scope, params, expectedVersion }) => deleteCustomField(scope, params.id, expectedVersion),
  }),
  tenantRoute({
    operation: 'custom_fields.restore',
    method: 'DELETE',
    path: '/custom-fields/:id/deletion',
    tag,
    summary: 'Restore an archived custom field',
    params,
    answer: CustomField,
    refuses: [CustomFieldNotDeleted, TooManyCustomFields],
    handle: ({ scope, params }) => restoreCustomField(scope, params.id),
  }),
]
