export { defineRefusal, Refusal, type RefusalType } from '@stoa/tenancy'
export {
  type ActingHuman,
  type ActingKey,
  type ActingUser,
  type Caller,
  type CallerKind,
  callerKinds,
  type Impersonator,
  kindOf,
  type Role,
  roles,
} from './actor.ts'
export { Address } from './address.ts'
export {
  BulkAnswer,
  BulkQuery,
  BulkResult,
  type Judged,
  maxBulkRows,
  NotDone,
  RowRepeated,
  settleBulk,
} from './bulk.ts'
export { currencyFormat, isCurrency } from './currency.ts'
export { newId } from './id.ts'
export { JsonRows } from './json-rows.ts'
export { answerList, defineList, InvalidCursor, type List, listOf, listQuery, withRowAbove } from './list.ts'
export { GivenTimestamp, inUtc } from './moment.ts'
export { applyPatch, type Patch, patchOf } from './patch.ts'
export { ValidationFailed, VersionStale } from './refusals.ts'
export {
  admitted,
  type Call,
  humanRoute,
  isForImpersonators,
  isForRoles,
  isInTenant,
  type Method,
  memberRoute,
  publicRoute,
  type Route,
  type RouteDoor,
  storefrontRoute,
  superadminRoute,
  tenantRoute,
  userRoute,
} from './route.ts'
export { changedRow, newRow, requireVersion } from './row.ts'
export * from './schemas.ts'
