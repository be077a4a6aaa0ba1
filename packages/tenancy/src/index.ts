export { type CarriedTenant, type ContextMetadata, StaleTenant, TenantContext, withTenant } from './context.ts'
export type { FaultKind, Finding, Severity } from './doctor/check.ts'
export { type BootOptions, checkBoot, type DoctorOptions, doctor, UnsafeDatabase } from './doctor/doctor.ts'
export { isGuessable } from './doctor/secret-check.ts'
export { admit } from './identify/admit.ts'
export { createIdentifier, type Identification, type Identifier } from './identify/identify.ts'
export { isHostName, isSlug, isUuid } from './identify/names.ts'
export { type AmbiguousTenantEvent, type IdentifyOptions, type Strategy, strategies } from './identify/options.ts'
export {
  AmbiguousTenant,
  MalformedTenant,
  MissingTenant,
  TenantProvisioning,
  TenantSuspended,
  UnknownTenant,
} from './identify/refusals.ts'
export type { TenantRequest } from './identify/request.ts'
export { newPassword, orderPassword, type PasswordOrder } from './logins/login-password.ts'
export { installBindingKey } from './migrate/binding-key.ts'
export type { HeldBack } from './migrate/contract.ts'
export { createMigrationFile } from './migrate/create-file.ts'
export { MigrationFailed, type MigrationRefusal, MigrationRefused } from './migrate/errors.ts'
export {
  type MigrateOptions,
  type MigrationOptions,
  type MigrationProgress,
  type MigrationReport,
  migrate,
} from './migrate/migrate.ts'
export { type MigrationDirectories, type MigrationSet, migrationSets } from './migrate/migration-file.ts'
export { type RevertOptions, revert } from './migrate/revert.ts'
export { type AnnounceOptions, announceProcess, type RunningProcess } from './migrate/running-process.ts'
export { type MigrationStatus, migrationStatus, type StatusOptions } from './migrate/status.ts'
export { endStalePause } from './move/end-stale-pause.ts'
export { type MoveOptions, type MoveReport, moveTenant } from './move/move-tenant.ts'
export type { MoveLimits, MoveProgress, Place } from './move/moving.ts'
export { type RecoveredMove, type RecoverOptions, recoverMoves } from './move/recover.ts'
export { AlreadyThere, MoveTargetTaken, MoveTooBusy, MoveUnderWay, NotMovable } from './move/refusals.ts'
export type { Verified, VerifiedTable } from './move/verify.ts'
export { defineRefusal, type Fault, Refusal, type RefusalExtras, type RefusalType } from './refusal.ts'
export { CachedRegistry, type CachedRegistryOptions } from './registry/cached.ts'
export { type Channels, type Listener, ListenerPooled, type ListenOptions, listen } from './registry/listen.ts'
export { postgresTenants } from './registry/postgres.ts'
export { postgresSettings } from './registry/postgres-settings.ts'
export { Recent } from './registry/recent.ts'
export {
  type Lookup,
  type Registry,
  RegistryUnavailable,
  type TenantKey,
  type TenantStore,
} from './registry/registry.ts'
export { type RemoteTenantsOptions, remoteTenants } from './registry/remote.ts'
export { tenantChannels, tenantsChannel, watchTenants } from './registry/watch.ts'
export { ensureRoles } from './roles/ensure-roles.ts'
export { bindingKeyFrom, deriveKey, type RoleKey, type RoleUrls, roles, roleUrls } from './roles/role.ts'
export { TenantPaused } from './scope/refusals.ts'
export type { Refresh } from './scope/renewal.ts'
export type { Actor, Doors, Scope, ScopeOptions, SystemScope, Work } from './scope/scope.ts'
export { createTenancy, Tenancy, type TenancyOptions } from './scope/tenancy.ts'
export {
  InvalidSettings,
  type SettingDefinition,
  type SettingDefinitions,
  SettingFault,
  type SettingsChange,
  type SettingsStore,
  type SettingValues,
  StoredTenantSettings,
  TenantSettings,
  type TenantSettingsOptions,
} from './settings.ts'
export { tenantPlaceholder } from './statement/placeholder.ts'
export { type Declare, type Statement, type StatementOptions, statements } from './statement/statement.ts'
export { type Placement, placements, type Tenant, type TenantStatus, tenantStatuses } from './tenant.ts'
export { ExportedRows, type ExportOptions } from './transfer/exported-rows.ts'
export { readLines, writeLines } from './transfer/file.ts'
export { ImportedRows, type ImportOptions } from './transfer/imported-rows.ts'
export { parsedLine, sealed, unsealed } from './transfer/lines.ts'
export type { RowsManifest } from './transfer/manifest.ts'
export { ExportDamaged, ExportDiffers } from './transfer/refusals.ts'
export { ConnectionLost, DatabaseError } from './wire/database-error.ts'
export { handsSessionsOn } from './wire/pooling.ts'
export { ConnectionsBusy } from './wire/waiting-line.ts'
