import { Type } from 'typebox'

/** A moment that a caller names, with any offset. Its year is bounded so that no offset moves it out of the calendar. */
export const GivenTimestamp = Type.String({
  format: 'date-time',
  pattern: '^(?:19|2[0-9])[0-9]{2}-',
  examples: ['2026-11-21T10:30:00+01:00'],
})

/** The same moment as rows and answers have it: RFC 3339 in UTC with milliseconds. */
export function inUtc(given: string): string {
  return new Date(given).toISOString()
}
