import type { Doors } from '@stoa/tenancy'
import { sql } from 'kysely'
import { systemStatement } from '#platform/database'

const actor = { kind: 'system' } as const

/** How long a login may stay in one transaction: what it holds meanwhile stands in the way of moves and migrations. */
const longestSeconds = 300
const everyMs = 10_000

const endOverdue = systemStatement('database_logins.end_overdue', (_, p: { seconds: number }) => {
  return sql`select tenancy.end_overdue_logins(${p.seconds})`
})

export interface LoginKeeperOptions {
  /** How often it looks. */
  everyMs?: number
  onError: (error: unknown) => void
}

/** Ends sessions of tenants' logins that have lifted the limits they were given. */
export class LoginKeeper {
  private readonly doors: Doors
  private readonly timer: NodeJS.Timeout
  private run: Promise<void> | undefined

  constructor(doors: Doors, options: LoginKeeperOptions) {
    this.doors = doors
    const look = () => {
      this.run ??= this.endOverdue()
        .catch(options.onError)
        .finally(() => {
          this.run = undefined
        })
    }
    this.timer = setInterval(look, options.everyMs ?? everyMs)
    this.timer.unref()
  }

  /** Ends those that are overdue now. */
  async endOverdue(seconds = longestSeconds): Promise<void> {
    await this.doors.system({ actor, mode: 'write' }, (scope) => scope.first(endOverdue, { seconds }))
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.run
  }
}
