/** One fault in a request: where it is, what is wrong, and a stable code for it. */
export interface Fault {
  /** JSON pointer into the request, prefixed by its part: `/body/items/0/quantity`. */
  path: string
  message: string
  code: string
}

/** What one occurrence of a refusal tells beyond its kind. */
export interface RefusalExtras {
  errors?: Fault[]
  /** Response headers the refusal needs, for example `retry-after`. */
  headers?: Record<string, string>
}

/** An expected "no" with a stable code; anything else that is thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly type: RefusalType
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly errors: Fault[] | undefined
  readonly headers: Record<string, string> | undefined

  constructor(type: RefusalType, detail?: string, extras: RefusalExtras = {}) {
    super(detail ?? type.title)
    this.type = type
    this.code = type.code
    this.status = type.status
    this.title = type.title
    this.detail = detail
    this.errors = extras.errors
    this.headers = extras.headers
  }
}

/** A kind of refusal: call it to make one (`throw OrderNotFound()`), list it in a route's `refuses`. */
export interface RefusalType {
  (detail?: string, extras?: RefusalExtras): Refusal
  readonly code: string
  readonly status: number
  readonly title: string
}

/**
 * Declares a kind of refusal.
 * @param code stable dotted name, `<noun>.<what_is_wrong>`; clients branch on it
 * @param status HTTP status it answers with
 * @param title one short sentence, the same for every occurrence
 */
export function defineRefusal(code: string, status: number, title: string): RefusalType {
  const type = (detail?: string, extras?: RefusalExtras) => new Refusal(type as RefusalType, detail, extras)
  return Object.assign(type, { code, status, title }) as RefusalType
}
