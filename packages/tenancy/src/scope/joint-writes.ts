import { clearAnswers, type Execution, execution, type Prepared } from '../wire/batch.ts'
import { DatabaseError, isUnsent } from '../wire/database-error.ts'
import type { LeasedConnections } from '../wire/leased-connections.ts'
import type { SharedConnections } from '../wire/shared-connections.ts'
import { runApart } from './transaction.ts'

/** Transactions of one tenant under way before further work waits to go along with others. */
const lanes = 2

/** Works that commit together at most. */
const fullCrew = 32

/** How long a transaction keeps others waiting for company at most: one that is held up holds up nobody else. */
const patienceMs = 50

/** So that works which wait for no lock do not wait long for one that does. */
const limitWaiting: Prepared = {
  name: 'tenancy.limit_waiting',
  limitsWaiting: true,
  text: "select set_config('lock_timeout', '100ms', true)",
  about: { description: { parameterTypes: [], readRow: undefined } },
}

/** One unit of work's statements. All of them are known, and none is likely to wait for what another transaction holds. */
interface Part {
  readonly binding: readonly Execution[]
  readonly executions: readonly Execution[]
  readonly settle: (error?: unknown) => void
}

interface Line {
  underWay: number
  waiting: Part[]
  /** Works that may go together: fewer after one of them spoilt it for all, more again after each success. */
  crew: number
}

/**
 * Commits several units of work of one tenant in one transaction, when more of them arrive than are being answered: the
 * binding, its check and the commit are paid once for all of them. Alone or in company, a work is done wholly or not at
 * all, and each is told its own outcome: when one fails, nothing was done, and each is sent again by itself.
 *
 * Invariant: they share the tenant and its epoch, which is all a transaction is bound to.
 */
export class JointWrites {
  private readonly lines = new Map<string, Line>()
  private readonly connections: SharedConnections
  private readonly apart: LeasedConnections

  /** @param apart for works that wait for others: nobody else's, so that they use up nobody's */
  constructor(connections: SharedConnections, apart: LeasedConnections) {
    this.connections = connections
    this.apart = apart
  }

  /**
   * @param company what is the same for all works that may go together, such as their binding
   * @param binding what the transaction begins with; that of the first work stands for all
   */
  run(company: string, binding: readonly Execution[], executions: readonly Execution[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const line = this.lineOf(company)
      line.waiting.push({ binding, executions, settle: (error) => (error ? reject(error) : resolve()) })
      if (line.underWay < lanes || line.waiting.length >= line.crew) this.sendWaiting(company, line)
    })
  }

  private lineOf(company: string): Line {
    let line = this.lines.get(company)
    if (!line) {
      line = { underWay: 0, waiting: [], crew: fullCrew }
      this.lines.set(company, line)
    }
    return line
  }

  private sendWaiting(company: string, line: Line): void {
    const parts = line.waiting
    line.waiting = []
    line.underWay++
    let isLeft = false
    const leave = () => {
      if (isLeft) return
      isLeft = true
      clearTimeout(timer)
      line.underWay--
      if (line.underWay < lanes && line.waiting.length > 0) this.sendWaiting(company, line)
      else if (line.underWay === 0 && line.waiting.length === 0) this.lines.delete(company)
    }
    const timer = setTimeout(leave, patienceMs)
    const sent = parts.length === 1 ? this.sendFirst(line, parts[0]!) : this.sendTogether(line, parts)
    void sent.then(leave)
  }

  private async sendTogether(line: Line, parts: readonly Part[]): Promise<void> {
    try {
      await this.connections.run(together(parts))
    } catch (error) {
      if (!isRolledBack(error)) return settleAll(parts, error)
      line.crew = Math.max(1, line.crew >> 1)
      await Promise.all(parts.map((part) => this.sendAlone(part)))
      return
    }
    grow(line)
    settleAll(parts)
  }

  private async sendFirst(line: Line, part: Part): Promise<void> {
    grow(line)
    await this.sendAlone(part)
  }

  private async sendAlone(part: Part): Promise<void> {
    clearAnswers(part.executions)
    try {
      await this.connections.run(together([part]))
    } catch (error) {
      if (isHeldUp(error)) return this.sendApart(part)
      return part.settle(error)
    }
    part.settle()
  }

  /** On a connection of its own, where it may wait and nobody waits behind it. */
  private async sendApart({ binding, executions, settle }: Part): Promise<void> {
    clearAnswers(executions)
    await runApart(this.apart, [...binding, ...executions]).then(() => settle(), settle)
  }
}

function together(parts: readonly Part[]): Execution[] {
  const executions = parts.flatMap(({ executions }) => executions)
  return [...parts[0]!.binding, execution(limitWaiting, []), ...(parts.length > 1 ? gathered(executions) : executions)]
}

/**
 * Says what several works say alike in one statement, at the place of the first: what PostgreSQL prepares and judges
 * for each statement is then paid once. Whatever fails so is sent again by itself, as it was.
 */
function gathered(executions: readonly Execution[]): Execution[] {
  const alike = Map.groupBy(executions.filter(mayGather), ({ inCompany }) => inCompany?.prepared)
  return executions.flatMap((one) => {
    const company = mayGather(one) ? alike.get(one.inCompany?.prepared)! : [one]
    if (company.length === 1) return one
    return company[0] === one ? asOne(company) : []
  })
}

/** A forgotten argument is left to be refused where it is: in a list it would pass for NULL. */
function mayGather({ inCompany, parameters }: Execution): boolean {
  return inCompany !== undefined && !parameters.includes(undefined)
}

function asOne(company: readonly Execution[]): Execution {
  const { prepared, parametersFor } = company[0]!.inCompany!
  return execution(prepared, parametersFor(company.map(({ inCompany }) => inCompany!.row)))
}

function grow(line: Line): void {
  line.crew = Math.min(fullCrew, line.crew + 1)
}

function settleAll(parts: readonly Part[], error?: unknown): void {
  for (const { settle } of parts) settle(error)
}

/** Whether nothing was done: the server says so and goes on, or it was never told. */
function isRolledBack(error: unknown): boolean {
  return error instanceof DatabaseError || isUnsent(error)
}

/** Whether it waited for a lock until its time was over. */
function isHeldUp(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '55P03'
}
