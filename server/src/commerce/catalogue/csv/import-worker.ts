import { DatabaseError, type Doors, Refusal, type Tenant } from '@stoa/tenancy'
import { importsBegun } from './begin-import.ts'
import { findUnfinished } from './store.ts'
import { failImport, workOffChunk } from './work-off-chunk.ts'

export interface ImportWorkerOptions {
  /** Ids of the tenants in which there may be imports. */
  findTenants: () => Promise<readonly string[]>
  /** The tenant as it is now. */
  findTenant: (id: string) => Promise<Tenant | undefined>
  /** How often it looks for what another process left unfinished. What begins in this process it hears of at once. */
  everyMs?: number
  /** Whether it works only when it is told to. */
  isIdle?: boolean
  onError: (error: unknown) => void
}

/** How often a chunk that met other work on the same products is tried. */
const attempts = 5

/**
 * Works off the imports of all tenants, chunk by chunk, each in a transaction of its own; several processes share them
 * out. An import of a tenant that nobody can enter waits until somebody can.
 */
export class ImportWorker {
  private readonly doors: Doors
  private readonly options: ImportWorkerOptions
  private readonly timer: NodeJS.Timeout | undefined
  private readonly waiting = new Set<string>()
  private run: Promise<void> | undefined
  private isStopping = false

  constructor(doors: Doors, options: ImportWorkerOptions) {
    this.doors = doors
    this.options = options
    if (options.isIdle) return
    importsBegun.subscribe(this.hear)
    this.timer = setInterval(() => void this.workAll(), options.everyMs ?? 60_000)
    this.timer.unref()
    void this.workAll()
  }

  /** Works off what there is now; resolves when nothing of it is left, but of what `onError` was told. */
  async workAll(): Promise<void> {
    try {
      for (const id of await this.options.findTenants()) this.waiting.add(id)
    } catch (error) {
      this.options.onError(error)
    }
    await this.work()
  }

  /** Ends after the chunk under way. */
  async close(): Promise<void> {
    this.isStopping = true
    importsBegun.unsubscribe(this.hear)
    clearInterval(this.timer)
    await this.run
  }

  private readonly hear = (tenantId: unknown) => {
    this.waiting.add(tenantId as string)
    void this.work()
  }

  private work(): Promise<void> {
    this.run ??= this.workWaiting().finally(() => {
      this.run = undefined
    })
    return this.run
  }

  private async workWaiting(): Promise<void> {
    for (const id of this.waiting) {
      this.waiting.delete(id)
      await this.workTenant(id).catch((error) => this.tell(error))
    }
  }

  /** One that fails holds up no other; it is tried again with the next look. */
  private tell(error: unknown): void {
    if (!isOfDoor(error)) this.options.onError(error)
  }

  private async workTenant(id: string): Promise<void> {
    const tenant = await this.options.findTenant(id)
    if (tenant?.status !== 'active') return
    const options = { actor: { kind: 'system' }, mode: 'read' } as const
    const unfinished = await this.doors.scope(tenant, options, (scope) => scope.all(findUnfinished, {}))
    for (const begun of unfinished) await this.workImport(id, begun).catch((error) => this.tell(error))
  }

  private async workImport(tenantId: string, begun: Begun): Promise<void> {
    let hasMore = true
    while (hasMore && !this.isStopping) hasMore = await this.workChunk(tenantId, begun)
  }

  /** In the name of whoever began the import, in the tenant as it is now. */
  private async workChunk(tenantId: string, { id, created_by }: Begun): Promise<boolean> {
    const tenant = await this.options.findTenant(tenantId)
    if (tenant?.status !== 'active') return false
    const actor = created_by === null ? ({ kind: 'system' } as const) : ({ kind: 'user', id: created_by } as const)
    const options = { actor, mode: 'write' } as const
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.doors.scope(tenant, options, (scope) => workOffChunk(scope, id))
      } catch (error) {
        if (isContention(error) && attempt < attempts) continue
        // Whom the tenant's door refuses comes again later; any other refusal is about the import.
        if (!(error instanceof Refusal) || isOfDoor(error)) throw error
        await this.doors.scope(tenant, options, (scope) => failImport(scope, id, error))
        return false
      }
    }
  }
}

interface Begun {
  id: string
  created_by: string | null
}

/** A lock that was not granted in time, or a deadlock. */
function isContention(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '55P03' || error.code === '40P01')
}

/** The tenant was suspended, deleted or moved meanwhile. */
function isOfDoor(error: unknown): boolean {
  return error instanceof Refusal && error.code.startsWith('tenancy.')
}
