import { defineRefusal } from '@stoa/tenancy'

export const ValidationFailed = defineRefusal('request.invalid', 422, 'The request does not fit its schema')
export const VersionStale = defineRefusal('row.version_stale', 412, 'The row has changed since it was read')
