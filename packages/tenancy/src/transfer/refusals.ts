import { defineRefusal } from '../refusal.ts'

/** It was cut short, changed, or is no export; nothing of it was kept. */
export const ExportDamaged = defineRefusal('tenancy.export_damaged', 422, 'The export is damaged')
/** It is whole, and comes from tables that are not the ones here. */
export const ExportDiffers = defineRefusal('tenancy.export_differs', 409, 'The export does not fit this database')
