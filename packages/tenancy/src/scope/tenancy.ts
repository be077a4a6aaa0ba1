import { BindingSigner } from '../binding/signer.ts'
import { currentlyResumed, refuseStale } from '../context.ts'
import { admit } from '../identify/admit.ts'
import { Compiler } from '../statement/compile.ts'
import type { Tenant } from '../tenant.ts'
import { type Execution, execution, type Prepared } from '../wire/batch.ts'
import { statementNames } from '../wire/statement-names.ts'
import { type Refresh, Renewals } from './renewal.ts'
import { type ConnectionLimits, defaultLimits, RoleConnections } from './role-connections.ts'
import type { Doors, Scope, ScopeOptions, SystemScope } from './scope.ts'
import { UnitOfWork } from './unit-of-work.ts'

/** The database the kernel works on, and how. */
export interface TenancyOptions {
  /** Connection URLs per database role. */
  urls: { app: string; reader: string; system: string }
  /** Key that signs bindings; the database holds the same, for its owner's eyes only. At least 32 bytes. */
  bindingKey: Buffer
  /** Tables outside the tenants' schemas that carry tenant_id, as `schema.table`. */
  scopedTables?: readonly string[]
  /** Clock of the work; bindings always use the real one, because the database checks them against its own. */
  clock?: () => Date
  /**
   * Asks for a tenant past every cache, after the database refused its epoch: work that has done nothing yet then goes on
   * with the tenant as it is now. Without it such work is refused.
   */
  refresh?: Refresh
  limits?: Partial<ConnectionLimits>
  /** Whether statements are parsed once and used by name. Default true. */
  prepare?: boolean
  /** Whether the URLs lead to a pooler in transaction mode, so that sessions are shared with others. Default false. */
  isPooled?: boolean
  applicationName?: string
}

const bind: Prepared = {
  name: 'tenancy.bind',
  text: 'select tenancy.bind($1)',
  about: { description: { parameterTypes: [25], readRow: undefined } },
}

/** The same for reads, which the database then keeps from writing whatever they call: they may be sent twice. */
const bindToRead: Prepared = {
  name: 'tenancy.bind_to_read',
  text: "select tenancy.bind($1), set_config('transaction_read_only', 'on', true)",
  about: { description: { parameterTypes: [25], readRow: undefined } },
}

const onlyRead: Prepared = {
  name: 'tenancy.only_read',
  text: "select set_config('transaction_read_only', 'on', true)",
  about: { description: { parameterTypes: [], readRow: undefined } },
}

const confirm: Prepared = {
  name: 'tenancy.confirm',
  text: 'select tenancy.current_tenant()',
  about: { description: { parameterTypes: [], readRow: undefined } },
}

const nothing: readonly Execution[] = []

/** The kernel at run time: the doors to tenants' rows and platform tables, and the connections behind them. */
export class Tenancy implements Doors {
  private readonly app: RoleConnections
  private readonly reader: RoleConnections
  private readonly platform: RoleConnections
  private readonly signer: BindingSigner
  private readonly compiler: Compiler
  private readonly renewals: Renewals
  private readonly clock: () => Date

  constructor(options: TenancyOptions) {
    const limits = { ...defaultLimits, ...options.limits }
    const name = options.applicationName ?? 'tenancy'
    const nameStatement = options.isPooled ? statementNames(options.bindingKey) : undefined
    const preparation = { prepare: options.prepare ?? true, nameStatement }
    this.app = new RoleConnections(options.urls.app, name, preparation, limits)
    this.reader = new RoleConnections(options.urls.reader, name, preparation, limits)
    this.platform = new RoleConnections(options.urls.system, name, preparation, limits)
    this.signer = new BindingSigner(options.bindingKey)
    this.compiler = new Compiler(options.scopedTables ?? [])
    this.renewals = new Renewals(options.refresh)
    this.clock = options.clock ?? (() => new Date())
  }

  /**
   * @throws TenantSuspended, TenantProvisioning, UnknownTenant for a tenant that is not active
   * @throws TenantPaused when the tenant's epoch passed while the work was under way, or it is being moved
   * @throws StaleTenant in resumed work, when access to the tenant was ended since, also while this scope is open
   */
  async scope<T>(tenant: Tenant, options: ScopeOptions, body: (scope: Scope) => Promise<T>): Promise<T> {
    const binding = options.mode === 'read' ? bindToRead : bind
    const resumed = currentlyResumed()
    const stillOpen = (current: Tenant) => {
      refuseStale(current, resumed)
      return current
    }
    const work = new UnitOfWork({
      actor: options.actor,
      now: this.clock().toISOString(),
      mode: options.mode,
      connections: options.readOnlyRole ? this.reader : this.app,
      compiler: this.compiler,
      tenant: stillOpen(admit(tenant)),
      binding: (bound) => [execution(binding, [this.signer.bindingFor(bound!)])],
      confirmation: [execution(confirm, [])],
      renew: async (fenced) => stillOpen(await this.renewals.renew(fenced)),
      renewedSince: async (missed) => {
        const renewed = await this.renewals.renewedSince(missed)
        return renewed && stillOpen(renewed)
      },
    })
    return runWork(work, () => body(work as UnitOfWork & { tenant: Tenant }))
  }

  system<T>(options: Omit<ScopeOptions, 'readOnlyRole'>, body: (scope: SystemScope) => Promise<T>): Promise<T> {
    const work = new UnitOfWork({
      actor: options.actor,
      now: this.clock().toISOString(),
      mode: options.mode,
      connections: this.platform,
      compiler: this.compiler,
      binding: () => (options.mode === 'read' ? [execution(onlyRead, [])] : nothing),
    })
    return runWork(work, () => body(work as UnitOfWork & { system: true }))
  }

  /** Connections and what they are doing, per role. */
  get stats() {
    return { app: this.app.stats, reader: this.reader.stats, system: this.platform.stats }
  }

  async close(): Promise<void> {
    await Promise.all([this.app.close(), this.reader.close(), this.platform.close()])
  }
}

/** Opens the kernel. Connections are made when they are first needed; `close` ends them. */
export function createTenancy(options: TenancyOptions): Tenancy {
  return new Tenancy(options)
}

async function runWork<T>(work: UnitOfWork, body: () => Promise<T>): Promise<T> {
  try {
    const result = await body()
    await work.commit()
    return result
  } catch (error) {
    await work.rollback()
    throw error
  }
}
