import type { Statement } from '../statement/statement.ts'
import type { Tenant } from '../tenant.ts'

/** Who does it. Applications add what they need (role, session); the kernel only needs kind and id. */
export interface Actor {
  kind: 'user' | 'human' | 'api_key' | 'system' | 'anonymous'
  /** UUID of the user, human or key; absent for system and anonymous. */
  id?: string
}

/**
 * One unit of work: one actor, one transaction, one moment. Statements asked for without an await between
 * them travel together; `write` waits for the next batch or for the commit.
 */
export interface Work {
  readonly actor: Actor
  /** The moment this work happens, RFC 3339 UTC with milliseconds, from the injected clock. */
  readonly now: string
  /** All rows. */
  all<Args, Row, Shape>(statement: Statement<Args, Row, Shape>, args: Args, shape?: Shape): Promise<Row[]>
  /** All rows, each as the JSON text of what `all` answers: for answers that pass them on as they are. */
  json<Args, Row, Shape>(statement: Statement<Args, Row, Shape>, args: Args, shape?: Shape): Promise<string[]>
  /** The first row, or undefined. */
  first<Args, Row, Shape>(statement: Statement<Args, Row, Shape>, args: Args, shape?: Shape): Promise<Row | undefined>
  /**
   * Queues a statement whose result is not needed; it runs in order, at the latest with the commit, in the same
   * round trip. A failure refuses the whole work.
   */
  write<Args, Row, Shape>(statement: Statement<Args, Row, Shape>, args: Args, shape?: Shape): void
  /** Runs after the commit is acknowledged; never after a roll-back. */
  afterCommit(action: () => void): void
}

/** Work inside one tenant. The only way to a tenant's rows. */
export interface Scope extends Work {
  readonly tenant: Tenant
}

/** Platform work: sees platform tables, and no tenant's rows. */
export interface SystemScope extends Work {
  readonly system: true
}

/** Who acts, and whether anything is to be changed. */
export interface ScopeOptions {
  actor: Actor
  /**
   * `read` runs every batch as its own transaction, and sends it twice if it is held up behind a slow one; `write` is one
   * transaction from first statement to commit.
   */
  mode: 'read' | 'write'
  /** Uses the read-only database role, which cannot write whatever it is asked. */
  readOnlyRole?: boolean
}

/** The door to tenants' rows and to platform tables. */
export interface Doors {
  /** Runs `body` as one unit of work of `tenant`: commits when it resolves, rolls back when it throws. */
  scope<T>(tenant: Tenant, options: ScopeOptions, body: (scope: Scope) => Promise<T>): Promise<T>
  /** Runs `body` as one unit of platform work. */
  system<T>(options: Omit<ScopeOptions, 'readOnlyRole'>, body: (scope: SystemScope) => Promise<T>): Promise<T>
}
