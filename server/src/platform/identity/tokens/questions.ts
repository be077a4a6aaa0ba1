import type { Notice } from './notices.ts'

/** Ids asked about one by one. Anybody connected to the database can send more, so beyond it none are collected. */
const maxIds = 10_000

const subjectOf = { user: 'users', session: 'sessions', human_session: 'humanSessions' } as const

/** Whom and what to ask the database about. Bounded: too many ids become the question for everything recent. */
export class Questions {
  readonly users = new Set<string>()
  readonly sessions = new Set<string>()
  readonly humanSessions = new Set<string>()
  everythingRecent = false

  ask({ about, id }: Notice): void {
    this[subjectOf[about]].add(id)
    if (this.count <= maxIds) return
    this.everythingRecent = true
    for (const ids of this.sets()) ids.clear()
  }

  /** Takes over what could not be answered. */
  askAgain(unanswered: Questions): void {
    this.everythingRecent ||= unanswered.everythingRecent
    for (const about of ['user', 'session', 'human_session'] as const) {
      for (const id of unanswered[subjectOf[about]]) this.ask({ about, id })
    }
  }

  get isOpen(): boolean {
    return this.everythingRecent || this.count > 0
  }

  /** Ids held. */
  get count(): number {
    return this.users.size + this.sessions.size + this.humanSessions.size
  }

  private sets(): Set<string>[] {
    return [this.users, this.sessions, this.humanSessions]
  }
}
