import type { Refusal } from '../refusal.ts'
import type { AnyStatement, Compiled, Compiler } from '../statement/compile.ts'
import { Placeholder, tenantPlaceholder } from '../statement/placeholder.ts'
import type { Statement } from '../statement/statement.ts'
import type { Tenant } from '../tenant.ts'
import { type Execution, execution, type InCompany, takeRows } from '../wire/batch.ts'
import { DatabaseError } from '../wire/database-error.ts'
import { isFenced, isMissing, tenantPaused } from './renewal.ts'
import type { RoleConnections } from './role-connections.ts'
import type { Actor, Scope, SystemScope } from './scope.ts'
import { runApart, Transaction } from './transaction.ts'

interface Asked {
  readonly statement: AnyStatement
  readonly args: unknown
  readonly shape: unknown
  /** Made again when the tenant turns out to have moved. */
  execution: Execution
  /** Absent for a queued write, which nobody awaits. */
  readonly answer?: { resolve: (rows: unknown[]) => void; reject: (error: unknown) => void }
}

export interface WorkSetting {
  readonly actor: Actor
  readonly now: string
  readonly mode: 'read' | 'write'
  readonly connections: RoleConnections
  readonly compiler: Compiler
  /** Absent for platform work. */
  readonly tenant?: Tenant
  /** What binds each transaction to the tenant, and to reading when it only reads. */
  binding(tenant: Tenant | undefined): readonly Execution[]
  /** What asks the database once more whether the binding counts, before a commit that brings no statement. */
  readonly confirmation?: readonly Execution[]
  /** What the tenant has become, after the database refused its epoch. */
  renew?(tenant: Tenant): Promise<Tenant>
  /** What it has become, if it has, after its tables were not found. */
  renewedSince?(tenant: Tenant): Promise<Tenant | undefined>
}

/** The one implementation of Scope and SystemScope. */
export class UnitOfWork implements Omit<Scope, 'tenant'>, Omit<SystemScope, 'system'> {
  readonly actor: Actor
  readonly now: string
  tenant: Tenant | undefined
  readonly system: boolean
  private readonly setting: WorkSetting
  private asked: Asked[] = []
  private isFlushScheduled = false
  private transaction: Transaction | undefined
  /** The batch of a write that is under way; the next one leaves when it has been settled. */
  private turn: Promise<unknown> | undefined
  private failure: unknown
  private hasEnded = false
  private onlyAdds = true
  private readonly commitActions: (() => void)[] = []

  constructor(setting: WorkSetting) {
    this.setting = setting
    this.actor = setting.actor
    this.now = setting.now
    this.tenant = setting.tenant
    this.system = setting.tenant === undefined
  }

  all<Args, Row, Shape>(statement: Statement<Args, Row, Shape>, args: Args, shape?: Shape): Promise<Row[]> {
    return this.ask(statement, args, shape, false) as Promise<Row[]>
  }

  json<Args, Row, Shape>(statement: Statement<Args, Row, Shape>, args: Args, shape?: Shape): Promise<string[]> {
    return this.ask(statement, args, shape, true) as Promise<string[]>
  }

  async first<Args, Row, Shape>(statement: Statement<Args, Row, Shape>, args: Args, shape?: Shape) {
    const rows = await this.all(statement, args, shape)
    return rows[0]
  }

  write<Args, Row, Shape>(statement: Statement<Args, Row, Shape>, args: Args, shape?: Shape): void {
    if (this.setting.mode === 'read') throw new TypeError(onlyReads(statement))
    this.asked.push({ statement, args, shape, execution: this.execution(statement, args, shape, false) })
  }

  afterCommit(action: () => void): void {
    this.commitActions.push(action)
  }

  /** Ends the work: everything queued travels with the commit. */
  async commit(): Promise<void> {
    if (this.failure) throw this.failure
    const last = this.takeAsked()
    await this.settling(last, () => this.sendLast(executionsOf(last)))
    this.hasEnded = true
    for (const action of this.commitActions) action()
  }

  async rollback(): Promise<void> {
    this.hasEnded = true
    this.asked = []
    this.failure ??= new Error('the scope was rolled back')
    await this.turn
    await this.transaction?.rollback()
  }

  private ask(statement: AnyStatement, args: unknown, shape: unknown, asText: boolean): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      const execution = this.execution(statement, args, shape, asText)
      this.asked.push({ statement, args, shape, execution, answer: { resolve, reject } })
      this.scheduleFlush()
    })
  }

  private async sendLast(executions: readonly Execution[]): Promise<void> {
    const { connections, mode, binding, confirmation = [] } = this.setting
    if (this.transaction) return this.transaction.commit(executions.length > 0 ? executions : confirmation)
    if (executions.length === 0) return
    const bound = binding(this.tenant)
    if (mode === 'read') return connections.reads.run([...bound, ...executions])
    const [first] = bound
    if (first && this.onlyAdds) return connections.jointWrites.run(String(first.parameters[0]), bound, executions)
    return connections.writes.run([...bound, ...executions])
  }

  private scheduleFlush(): void {
    if (this.isFlushScheduled) return
    this.isFlushScheduled = true
    queueMicrotask(() => {
      this.isFlushScheduled = false
      const asked = this.takeAsked()
      this.settling(asked, () => this.send(asked)).catch(() => {
        // Every asker was told; a write queued among them is told by the commit, which `failure` refuses.
      })
    })
  }

  private async send(asked: readonly Asked[]): Promise<void> {
    if (asked.length === 0) return
    const { connections, mode, binding } = this.setting
    const executions = executionsOf(asked)
    if (mode === 'write') {
      this.transaction ??= new Transaction(connections.leased, binding(this.tenant), this.tenant?.id)
      return this.transaction.run(executions)
    }
    const bound = [...binding(this.tenant), ...executions]
    if (asked.some(({ statement }) => statement.options.slow))
      return runApart(connections.leased, bound, this.tenant?.id)
    return connections.reads.run(bound)
  }

  private settling(asked: readonly Asked[], send: () => Promise<void>): Promise<void> {
    if (this.setting.mode === 'read') return this.settleNow(asked, send)
    const settled = this.turn ? this.turn.then(() => this.settleNow(asked, send)) : this.settleNow(asked, send)
    this.turn = settled.catch(() => {
      // Whoever asked was told.
    })
    return settled
  }

  private async settleNow(asked: readonly Asked[], send: () => Promise<void>): Promise<void> {
    try {
      if (this.failure) throw this.failure
      await this.sendFenced(asked, send)
    } catch (error) {
      const meaning = refusalFor(error, asked) ?? error
      if (this.setting.mode === 'write') this.failure ??= meaning
      for (const { answer } of asked) answer?.reject(meaning)
      throw meaning
    }
    for (const { answer, execution } of asked) answer?.resolve(takeRows(execution))
  }

  /** Sends again what the database refused because the tenant's epoch had passed, if nothing was done before. */
  private async sendFenced(asked: readonly Asked[], send: () => Promise<void>): Promise<void> {
    const isFirst = this.transaction === undefined
    for (;;) {
      try {
        return await send()
      } catch (error) {
        if (!isFenced(error) && !isMissing(error)) throw error
        if (!isFirst) throw isFenced(error) ? tenantPaused() : error
        await this.transaction?.rollback()
        this.transaction = undefined
        this.tenant = await this.renewed(error)
        for (const one of asked) {
          one.execution = this.execution(one.statement, one.args, one.shape, one.execution.asText)
        }
      }
    }
  }

  private async renewed(error: DatabaseError): Promise<Tenant> {
    const { tenant } = this
    if (tenant && isFenced(error)) return this.setting.renew!(tenant)
    const moved = tenant && (await this.setting.renewedSince!(tenant))
    if (!moved) throw error
    return moved
  }

  private takeAsked(): Asked[] {
    const { asked } = this
    this.asked = []
    return asked
  }

  private execution(statement: AnyStatement, args: unknown, shape: unknown, asText: boolean): Execution {
    if (this.hasEnded) throw new Error(`statement ${statement.name} came after its scope had ended`)
    const door = this.tenant ? 'tenant' : 'system'
    if (statement.door !== door) throw new TypeError(`statement ${statement.name} does not belong in a ${door} scope`)
    const compiled = this.setting.compiler.compile(statement, shape, this.tenant?.schema ?? '')
    this.onlyAdds &&= compiled.adds
    if (compiled.writes && this.setting.mode === 'read') throw new TypeError(onlyReads(statement))
    const values = this.valuesFor(compiled, args as Record<string, unknown>)
    return execution(compiled.prepared, values, asText, this.inCompany(statement, args))
  }

  private inCompany({ options }: AnyStatement, row: unknown): InCompany | undefined {
    if (!options.inCompany || !this.onlyAdds) return undefined
    const compiled = this.setting.compiler.compile(options.inCompany, undefined, this.tenant?.schema ?? '')
    if (!compiled.adds) throw new TypeError(`statement ${options.inCompany.name} does more than to add rows`)
    return { prepared: compiled.prepared, row, parametersFor: (rows) => this.valuesFor(compiled, { rows }) }
  }

  private valuesFor(compiled: Compiled, args: Record<string, unknown>): unknown[] {
    return compiled.parameters.map((parameter) => {
      if (parameter === tenantPlaceholder) return this.tenant!.id
      return parameter instanceof Placeholder ? args[parameter.name] : parameter.constant
    })
  }
}

/** Reads may be sent twice, when the first sending is held up. */
function onlyReads({ name }: AnyStatement): string {
  return `statement ${name} writes in a scope that only reads`
}

function executionsOf(asked: readonly Asked[]): Execution[] {
  return asked.map(({ execution }) => execution)
}

/** What a database error means to the caller, by the statement that failed; unknown ones stay what they are. */
function refusalFor(error: unknown, asked: readonly Asked[]): Refusal | undefined {
  if (!(error instanceof DatabaseError)) return undefined
  const failed = asked.find(({ execution }) => execution === error.execution)
  const { expect, refuses } = failed?.statement.options ?? {}
  if (error.code === rowsDiffer) return expect?.orRefuse()
  return error.constraint === undefined ? undefined : refuses?.[error.constraint]?.()
}

/** SQLSTATE of tenancy.require_rows. */
const rowsDiffer = 'ST003'
