import { MissingTenant, UnknownTenant } from './identify/refusals.ts'
import { defineRefusal, type Fault } from './refusal.ts'
import type { CachedRegistry } from './registry/cached.ts'
import type { Tenant } from './tenant.ts'

/** An update was refused; `errors` names every fault. */
export const InvalidSettings = defineRefusal('tenancy.invalid_settings', 422, 'The settings are not valid')

/** Thrown by a definition's `parse`; its message is shown to the tenant. Any other error is a bug. */
export class SettingFault extends Error {
  override readonly name = 'SettingFault'
}

/** One setting of an application. */
export interface SettingDefinition<T> {
  /** The value of every tenant that has set none. */
  default: T
  /** The value as it is kept, from one that is given or was kept earlier; throws a SettingFault. */
  parse(value: unknown): T
}

/** The settings of an application by their names. */
// biome-ignore lint/suspicious/noExplicitAny: a definition takes and gives its own type, which varies from key to key
export type SettingDefinitions = Readonly<Record<string, SettingDefinition<any>>>

/** The settings of a tenant, typed by their definitions. */
export type SettingValues<Definitions extends SettingDefinitions> = {
  readonly [Key in keyof Definitions]: Definitions[Key] extends SettingDefinition<infer T> ? T : never
}

/** What an update comes to once it is checked. */
export interface SettingsChange {
  set: Readonly<Record<string, unknown>>
  /** Keys that fall back to their default. */
  remove: readonly string[]
}

/** Where settings are kept. */
export interface SettingsStore {
  /**
   * Applies a change in one step, so that changes of different keys at the same time both last; the tenant's version
   * grows and the other processes are told. Returns everything kept afterwards, undefined when there is no such tenant.
   */
  save(tenantId: string, change: SettingsChange): Promise<Readonly<Record<string, unknown>> | undefined>
}

/** What `TenantSettings` needs beside definitions. */
export interface TenantSettingsOptions {
  /** Told of a kept value that its definition no longer accepts; the default is used in its place. */
  onUnreadable: (tenant: Tenant, key: string, fault: SettingFault) => void
}

/** The settings of an application, per tenant: declared once, typed, defaulted, checked before they are kept. */
export class TenantSettings<Definitions extends SettingDefinitions> {
  private readonly definitions: Definitions
  private readonly onUnreadable: TenantSettingsOptions['onUnreadable']
  private readonly read = new WeakMap<Tenant, SettingValues<Definitions>>()

  constructor(definitions: Definitions, options: TenantSettingsOptions) {
    this.definitions = definitions
    this.onUnreadable = options.onUnreadable
  }

  /** What counts for the tenant: its own values over the defaults. */
  get(tenant: Tenant): SettingValues<Definitions> {
    if (!tenant) throw MissingTenant()
    const known = this.read.get(tenant)
    if (known) return known
    const values = this.merge(tenant)
    this.read.set(tenant, values)
    return values
  }

  /**
   * What a patch comes to, for whoever keeps it; `null` brings a default back. Refuses all of it with every fault named.
   * @param patch as it came from outside
   * @param at JSON pointer of the patch in the request, before the key in each fault
   */
  check(patch: unknown, at = '/body'): SettingsChange {
    if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
      throw invalid([{ path: at, message: 'must be an object', code: 'type' }])
    }
    const set: Record<string, unknown> = {}
    const remove: string[] = []
    const faults: Fault[] = []
    for (const [key, value] of Object.entries(patch)) {
      const path = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (!Object.hasOwn(this.definitions, key))
        faults.push({ path, message: 'is no setting', code: 'unknown_setting' })
      else if (value === null) remove.push(key)
      else {
        const parsed = this.parse(key, value)
        if (parsed instanceof SettingFault) faults.push({ path, message: parsed.message, code: 'invalid_setting' })
        else set[key] = parsed
      }
    }
    if (faults.length > 0) throw invalid(faults)
    return { set, remove }
  }

  private parse(key: string, value: unknown): unknown {
    try {
      return this.definitions[key]!.parse(value)
    } catch (error) {
      if (error instanceof SettingFault) return error
      throw error
    }
  }

  private merge(tenant: Tenant): SettingValues<Definitions> {
    const values: Record<string, unknown> = {}
    for (const [key, definition] of Object.entries(this.definitions)) {
      const parsed = Object.hasOwn(tenant.settings, key) ? this.parse(key, tenant.settings[key]) : definition.default
      if (parsed instanceof SettingFault) this.onUnreadable(tenant, key, parsed)
      values[key] = parsed instanceof SettingFault ? definition.default : parsed
    }
    return Object.freeze(values) as SettingValues<Definitions>
  }
}

/** Settings with a place to keep them outside any unit of work: each update is a transaction of its own. */
export class StoredTenantSettings<Definitions extends SettingDefinitions> extends TenantSettings<Definitions> {
  private readonly store: SettingsStore
  private readonly registry: Pick<CachedRegistry, 'invalidate'>

  constructor(
    definitions: Definitions,
    store: SettingsStore,
    registry: Pick<CachedRegistry, 'invalidate'>,
    options: TenantSettingsOptions,
  ) {
    super(definitions, options)
    this.store = store
    this.registry = registry
  }

  /** Changes some settings: all of the patch is kept, or nothing. See `check` for the arguments. */
  async update(tenant: Tenant, patch: unknown, at = '/body'): Promise<SettingValues<Definitions>> {
    if (!tenant?.id) throw MissingTenant()
    const settings = await this.store.save(tenant.id, this.check(patch, at))
    if (!settings) throw UnknownTenant()
    this.registry.invalidate(tenant.id)
    return this.get({ ...tenant, settings })
  }
}

function invalid(errors: Fault[]) {
  return InvalidSettings(undefined, { errors })
}
