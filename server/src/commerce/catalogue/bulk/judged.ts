import { type Judged, Refusal } from '#platform/contract'

/** What `judge` says of a row; a refusal it throws is the row's, not the call's. */
export function judged<Deed>(id: string | null, judge: () => Judged<Deed>): Judged<Deed> {
  try {
    return judge()
  } catch (error) {
    if (error instanceof Refusal) return { id, refusal: error }
    throw error
  }
}
