import { setTimeout as wait } from 'node:timers/promises'
import type { Doors } from '@stoa/tenancy'
import type { ActingHuman, ActingUser, Impersonator } from '#platform/contract'
import { humanSessionsEndedAmong, humanSessionsEndedSince } from '../human-login/ended-sessions.ts'
import { impersonationsEndedAmong, impersonationsEndedSince } from '../impersonation/store.ts'
import { SessionRevoked, TokenStale } from '../refusals.ts'
import { sessionsEndedAmong, sessionsEndedSince } from '../sessions/store.ts'
import { accessTokenSeconds, tokenChallenge } from './access-token.ts'
import { readNotice } from './notices.ts'
import { Questions } from './questions.ts'
import { overclaims, type Standing, standingsByIds, standingsChangedSince } from './standing.ts'

/** Kept longer than a token lives, by more than the clocks of two processes may differ. */
export const keptMs = 2 * accessTokenSeconds * 1000
const retryDelayMs = 500
/** How often the database is asked while no notices come. */
const pollMs = 500

/** A person's standing since it changed; none of who is gone. */
export interface Change {
  readonly person: Standing | undefined
  /** When it may be forgotten, in ms. */
  readonly until: number
}

/**
 * What has ended or changed while tokens that say otherwise are still alive: in memory, so that a request asks nobody.
 * A notice says where to look and the database says what is true, so a forged one costs a query and changes nothing.
 *
 * Invariant: what is held is bounded by what the database holds, however many notices are sent. Ids it never had are not
 * kept, and those of which nothing changed lately are forgotten when there are many.
 */
export class Revocations {
  private readonly doors: Doors
  private readonly clock: () => Date
  private readonly onError: (error: Error) => void
  /** Ended session → when it may be forgotten, in ms. Oldest first. */
  private readonly ended = new Map<string, number>()
  /** Person whose standing changed → what it is now. Oldest first. */
  private readonly changed = new Map<string, Change>()
  private questions = new Questions()
  /** Answers are fetched one after the other, so that an older one never overwrites a newer. */
  private following: Promise<void> | undefined
  private polling: NodeJS.Timeout | undefined
  private isClosed = false
  private readonly maxKept: number
  /** Entries that may be held before those are looked for that need not be. */
  private room: number

  constructor(doors: Doors, clock: () => Date, onError: (error: Error) => void, maxKept = 100_000) {
    this.doors = doors
    this.clock = clock
    this.onError = onError
    this.maxKept = maxKept
    this.room = maxKept
  }

  /** Refuses a token whose session has ended or whose claims go beyond what is true now. */
  check(caller: ActingUser | ActingHuman): void {
    if (this.ended.has(caller.sessionId)) throw SessionRevoked(undefined, tokenChallenge)
    if (caller.kind === 'human') return
    const changed = this.changed.get(caller.id)
    if (changed !== undefined && overclaims(caller, changed.person)) throw TokenStale(undefined, tokenChallenge)
    if (caller.impersonator && this.mustStop(caller.impersonator, changed))
      throw SessionRevoked(undefined, tokenChallenge)
  }

  /**
   * What is known to have changed of a person lately; the same object until it changes again. Undefined: nothing that a
   * token, which lives shorter than that is kept, could have missed.
   */
  changeOf(userId: string): Change | undefined {
    return this.changed.get(userId)
  }

  /** Whether somebody may not act as a user any more: nobody as an operator, and only an operator, in a living session. */
  private mustStop(impersonator: Impersonator, changed: Change | undefined): boolean {
    if (changed?.person?.is_superadmin || this.ended.has(impersonator.sessionId)) return true
    const operator = this.changed.get(impersonator.id)
    return operator !== undefined && !(operator.person?.status === 'active' && operator.person.is_superadmin)
  }

  /** Ends a session in this process at once; the others hear of it. */
  end(sessionId: string): void {
    this.ended.set(sessionId, this.clock().getTime() + keptMs)
  }

  /** Takes a notice from the channel. */
  hear(payload: string): void {
    const notice = readNotice(payload)
    if (!notice) return
    this.questions.ask(notice)
    void this.follow()
  }

  /** Whether notices reach this process. While they do not, the database is asked again and again. */
  watched(isWatched: boolean): void {
    clearInterval(this.polling)
    this.polling = isWatched ? undefined : setInterval(() => void this.reload(), pollMs).unref()
  }

  /** Reads whatever ended or changed lately: at the start, and when notices may have been missed. */
  reload(): Promise<void> {
    this.questions.everythingRecent = true
    return this.follow()
  }

  /** Ids held, those that are still to be asked about included. */
  get count(): number {
    return this.ended.size + this.changed.size + this.questions.count
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearInterval(this.polling)
    await this.following
  }

  private follow(): Promise<void> {
    this.following ??= this.answerAll().finally(() => {
      this.following = undefined
    })
    return this.following
  }

  private async answerAll(): Promise<void> {
    while (!this.isClosed && this.questions.isOpen) {
      const asked = this.questions
      this.questions = new Questions()
      asked.everythingRecent ||= this.isFull()
      try {
        await this.answer(asked)
      } catch (error) {
        this.questions.askAgain(asked)
        this.onError(error as Error)
        await wait(retryDelayMs)
      }
    }
  }

  private async answer(asked: Questions): Promise<void> {
    const users = [...asked.users]
    const begunAt = this.clock().getTime()
    const since = { since: new Date(begunAt - keptMs).toISOString() }
    const none: never[] = []
    const ids = { sessions: [...asked.sessions], humanSessions: [...asked.humanSessions] }
    const [standings, changedLately, endedLately, ended] = await this.doors.system(
      { actor: { kind: 'system' }, mode: 'read' },
      (scope) =>
        Promise.all([
          users.length > 0 ? scope.all(standingsByIds, { ids: users }) : none,
          asked.everythingRecent ? scope.all(standingsChangedSince, since) : none,
          Promise.all([
            asked.everythingRecent ? scope.all(sessionsEndedSince, since) : none,
            asked.everythingRecent ? scope.all(humanSessionsEndedSince, since) : none,
            asked.everythingRecent ? scope.all(impersonationsEndedSince, since) : none,
          ]),
          Promise.all([
            ids.sessions.length > 0 ? scope.all(sessionsEndedAmong, { ids: ids.sessions }) : none,
            ids.sessions.length > 0 ? scope.all(impersonationsEndedAmong, { ids: ids.sessions }) : none,
            ids.humanSessions.length > 0 ? scope.all(humanSessionsEndedAmong, { ids: ids.humanSessions }) : none,
          ]),
        ]),
    )
    const until = this.clock().getTime() + keptMs
    const people = new Map<string, Standing | undefined>()
    // Nobody is deleted in the course of things, so who is not there was never there, unless they were just now.
    for (const id of users) if (this.changed.has(id)) people.set(id, undefined)
    for (const person of [...changedLately, ...standings]) people.set(person.id, person)
    for (const [id, person] of people) renew(this.changed, id, { person, until })
    for (const { id } of [...ended, ...endedLately].flat()) renew(this.ended, id, until)
    this.forgetOld()
    if (!asked.everythingRecent || !this.isFull()) return
    this.forgetBefore(begunAt)
    // Where so much really happened, not each notice looks again.
    this.room = Math.max(this.maxKept, 2 * (changedLately.length + endedLately.flat().length))
  }

  private isFull(): boolean {
    return this.ended.size + this.changed.size > this.room
  }

  /**
   * Forgets what was last heard of before a reading of everything recent, which did not name it: nothing of it happened
   * while a token lives. Who is gone stays, because no reading names them.
   */
  private forgetBefore(readingAt: number): void {
    for (const [id, until] of this.ended) if (until < readingAt + keptMs) this.ended.delete(id)
    for (const [id, { person, until }] of this.changed) {
      if (person && until < readingAt + keptMs) this.changed.delete(id)
    }
  }

  private forgetOld(): void {
    const now = this.clock().getTime()
    for (const [id, until] of this.ended) {
      if (until > now) break
      this.ended.delete(id)
    }
    for (const [id, { until }] of this.changed) {
      if (until > now) break
      this.changed.delete(id)
    }
  }
}

/** Sets the entry as the newest of the map. */
function renew<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key)
  map.set(key, value)
}
