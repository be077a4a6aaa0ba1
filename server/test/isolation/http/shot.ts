import type { FastifyInstance } from 'fastify'
import { type Answer, call, endOf, type Sent } from './client.ts'
import type { Operation } from './operations.ts'

/** One call of an attack. */
export interface Shot {
  attack: string
  sent: Sent
  /** The statuses it may end with; any below 500 unless said. */
  expect?: readonly number[]
  /** The same call with a value nobody has; both must end in the same way. */
  control?: { sent: Sent; of: string; by: string }
  /** Codes that would make the attack worthless. */
  never?: readonly string[]
}

/** Tries shots at one operation; a control that several share is called once. */
export class Range {
  private readonly controls = new Map<string, Answer>()
  private readonly app: FastifyInstance
  private readonly operation: Operation

  constructor(app: FastifyInstance, operation: Operation) {
    this.app = app
    this.operation = operation
  }

  async shoot(shot: Shot): Promise<{ answer: Answer; told: string | undefined }> {
    const answer = await call(this.app, this.operation, shot.sent)
    return { answer, told: judge(shot, answer, shot.control && (await this.control(shot.control.sent))) }
  }

  private async control(sent: Sent): Promise<Answer> {
    const key = JSON.stringify(sent)
    const known = this.controls.get(key) ?? (await call(this.app, this.operation, sent))
    this.controls.set(key, known)
    return known
  }
}

/** What is wrong with how a shot ended, apart from secrets. */
function judge({ expect, control, never }: Shot, answer: Answer, other: Answer | undefined): string | undefined {
  const { status, code, body } = answer
  if (status >= 500) return `it fails: ${body}`
  if (expect && !expect.includes(status)) return `${status} instead of ${expect.join(' or ')}: ${body}`
  if (code !== undefined && never?.includes(code)) return `${code} makes the attack worthless: ${body}`
  if (!control || !other) return undefined
  const [found, unknown] = [endOf(answer, control.of), endOf(other, control.by)]
  return found === unknown
    ? undefined
    : `${found.slice(0, 200)} for the tenant's and ${unknown.slice(0, 200)} otherwise`
}
