import type { Operation } from './document.ts'
import type { Sent, Stage } from './stage.ts'

/** What happens in the list while one page of it is read. */
export type Change = 'insert' | 'delete' | 'nothing'

export interface Walk {
  limit: number
  sort: string
  /** One for each page; nothing happens afterwards. */
  changes: readonly Change[]
  /** Ids of rows that may go: not, for instance, the humans who call. */
  spare?: ReadonlySet<string>
}

interface Page {
  results: { id: string }[]
  paging: { skip: number; limit: number; total?: number; next_cursor?: string }
}

/** The lists of the document: those that go on from a cursor. */
export function listsOf({ document }: Stage): Operation[] {
  return document.operations.filter(({ query }) => query.some(({ name }) => name === 'cursor'))
}

export function sortsOf(list: Operation): string[] {
  return (list.query.find(({ name }) => name === 'sort')?.schema.enum ?? []) as string[]
}

export async function readPage(stage: Stage, list: Operation, at: Sent, query: Record<string, string>): Promise<Page> {
  const answer = await stage.call(list, { ...at, query: { ...at.query, ...query } })
  if (answer.status !== 200) throw new Error(`${list.id} ${JSON.stringify(query)}: ${answer.status} ${answer.body}`)
  return answer.row as unknown as Page
}

/**
 * Walks a list page by page while rows come and go, and says which rows were skipped or came twice although they were
 * there throughout.
 * @param at where the list is, for one that lies below a row
 */
export async function walkFaults(stage: Stage, list: Operation, walk: Walk, at: Sent = {}): Promise<string[]> {
  const before = await everyId(stage, list, at, walk.sort)
  const spare = before.filter((id) => walk.spare?.has(id))
  const met: string[] = []
  let cursor: string | undefined
  for (let page = 0; page === 0 || cursor !== undefined; page++) {
    if (page > before.length + walk.changes.length + 1) return [`${list.id} comes twice to where it was: it has no end`]
    const query = { limit: String(walk.limit), sort: walk.sort, total: 'false', ...(cursor && { cursor }) }
    const [read] = await Promise.all([
      readPage(stage, list, at, query),
      change(stage, list, walk.changes[page] ?? 'nothing', spare),
    ])
    if (read.results.length > walk.limit) return [`${list.id} answers ${read.results.length} rows for ${walk.limit}`]
    met.push(...read.results.map(({ id }) => id))
    cursor = read.paging.next_cursor
  }
  const after = new Set(await everyId(stage, list, at, walk.sort))
  const throughout = before.filter((id) => after.has(id))
  const counts = Map.groupBy(met, (id) => id)
  return [
    ...throughout.filter((id) => !counts.has(id)).map((id) => `${list.id} ${walk.sort}: ${id} is skipped`),
    ...[...counts].filter(([, times]) => times.length > 1).map(([id]) => `${list.id} ${walk.sort}: ${id} comes twice`),
    ...orderFaults(list, walk, throughout, met),
  ]
}

/** Rows that were there throughout keep the order in which the whole list has them. */
function orderFaults(list: Operation, { sort }: Walk, throughout: readonly string[], met: readonly string[]): string[] {
  const kept = new Set(throughout)
  const walked = met.filter((id) => kept.has(id))
  return walked.join() === throughout.join() ? [] : [`${list.id} ${sort}: rows change places`]
}

async function everyId(stage: Stage, list: Operation, at: Sent, sort: string): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    const { results } = await readPage(stage, list, at, { limit: '200', skip: String(ids.length), sort })
    ids.push(...results.map(({ id }) => id))
    if (results.length < 200) return ids
  }
}

async function change(stage: Stage, list: Operation, what: Change, spare: readonly string[]): Promise<void> {
  if (what === 'insert') await addRow(stage, list)
  const remover = stage.document.operations.find(
    ({ method, path }) => method === 'DELETE' && path === `${list.path}/{id}`,
  )
  if (what !== 'delete' || !remover) return
  const id = spare[Math.floor(spare.length / 2)]
  // Whoever may not go stays; then this was not a change.
  if (id) await stage.call(remover, { path: { id } })
}

/**
 * Makes a row by POST to the list, with no more than it must say; does nothing for a list without one.
 * @returns its id
 */
export async function addRow(stage: Stage, list: Operation): Promise<string | undefined> {
  const maker = list.path.includes('{') ? undefined : stage.maker(list.path)
  if (!maker?.body) return undefined
  const { body, ...ready } = await stage.ready(maker)
  // What an area says is no more than the operation must hear.
  if (stage.areas.ready.has(maker.id))
    return (await stage.succeed(maker, { path: {}, ...ready, body })).row.id as string
  const required = new Set(maker.body.schema.required)
  // Where no member is required by itself, one of several may be; which, the schema does not say.
  const least = Object.entries(body as object).filter(([name]) => required.size === 0 || required.has(name))
  const { row } = await stage.succeed(maker, { path: {}, ...ready, body: Object.fromEntries(least) })
  return row.id as string
}
