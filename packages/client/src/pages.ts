/** A page of a list. */
export interface Page<Item = unknown> {
  results: Item[]
  paging: { skip: number; limit: number; total?: number; next_cursor?: string }
}

/** Page after page, along the cursor: no row that is there throughout is skipped or repeated, whatever comes and goes. */
export async function* pages<Asked extends object, Answered extends Page>(
  list: (request: Asked) => Promise<Answered>,
  request: Asked,
): AsyncGenerator<Answered, void, undefined> {
  let cursor: string | undefined
  do {
    const page = await list({ total: false, ...request, ...(cursor !== undefined && { cursor }) })
    yield page
    cursor = page.paging.next_cursor
  } while (cursor !== undefined)
}

/** Row after row, with a page in hand at a time. */
export async function* rows<Item>(from: AsyncIterable<Page<Item>>): AsyncGenerator<Item, void, undefined> {
  for await (const page of from) yield* page.results
}
