import { tenantPlaceholder } from '@stoa/tenancy'
import { defineList } from '#platform/contract'
import { assign, columnsOf, statement } from '#platform/database'
import { CustomField, CustomFieldFields } from './custom-field.ts'
import { CustomFieldKeyTaken } from './refusals.ts'

const columns = columnsOf(CustomField)
const refuses = { custom_fields_key_key: CustomFieldKeyTaken }

export const customFieldList = defineList(
  statement,
  'custom_fields.list',
  { sorts: ['created_at', 'position'], filters: ['owner_type', 'key'] },
  (db, filter, has) => {
    let customFields = db.selectFrom('custom_fields').where('deleted_at', 'is', null)
    if (has('owner_type')) customFields = customFields.where('owner_type', '=', filter.owner_type)
    if (has('key')) customFields = customFields.where('key', '=', filter.key)
    return customFields
  },
  (customFields) => customFields.select(columns).$castTo<CustomField>(),
)

export const findCustomField = statement('custom_fields.find', (db, p: { id: string }) =>
  db
    .selectFrom('custom_fields')
    .select(columns)
    .$castTo<CustomField>()
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

/** Holds the row until the work ends, so that what is written next rests on what was read. */
export const lockCustomField = statement('custom_fields.lock', (db, p: { id: string }, shape: { isDeleted: boolean }) =>
  db
    .selectFrom('custom_fields')
    .select(columns)
    .$castTo<CustomField>()
    .where('id', '=', p.id)
    .where('deleted_at', shape.isDeleted ? 'is not' : 'is', null)
    .forNoKeyUpdate(),
)

/** Those that rows of a kind have, archived ones apart; never more than a hundred. */
export const findCustomFieldsOf = statement('custom_fields.find_of', (db, p: Pick<CustomField, 'owner_type'>) =>
  db
    .selectFrom('custom_fields')
    .select(columns)
    .$castTo<CustomField>()
    .where('owner_type', '=', p.owner_type)
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
)

/** Rows of core.tenants belong to no tenant for the kernel to name: its own is the one with this id. */
const ownId = tenantPlaceholder as unknown as string

/** Holds the tenant's row, against others who add fields: rows that are not there yet cannot be held. */
export const holdCustomFields = statement('custom_fields.hold', (db) =>
  db.selectFrom('core.tenants').select('version').where('id', '=', ownId).forNoKeyUpdate(),
)

export const insertCustomField = statement(
  'custom_fields.insert',
  (db, p: CustomField) => db.insertInto('custom_fields').values(assign(columns, p)),
  { refuses },
)

export const replaceCustomField = statement(
  'custom_fields.replace',
  (db, p: CustomField) =>
    db
      .updateTable('custom_fields')
      .set(assign([...columnsOf(CustomFieldFields), 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)

export const setCustomFieldDeletion = statement(
  'custom_fields.set_deletion',
  (db, p: CustomField & { deleted_at: string | null; deleted_by: string | null }) =>
    db
      .updateTable('custom_fields')
      .set(assign(['deleted_at', 'deleted_by', 'version', 'updated_at', 'updated_by'], p))
      .where('id', '=', p.id),
  { refuses },
)
