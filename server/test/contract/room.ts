import type { Operation } from './document.ts'
import type { Stage } from './stage.ts'

/**
 * Ends the oldest rows of an operation that makes only so many for a tenant, see `most` in area.ts. The newest stay,
 * because somebody is about to call for them.
 */
export async function makeRoom(stage: Stage, maker: Operation): Promise<void> {
  const most = stage.areas.most.get(maker.id)
  if (most === undefined) return
  const { operations } = stage.document
  const list = operations.find(({ method, path }) => method === 'GET' && path === maker.path)
  const remover = operations.find(({ method, path }) => method === 'DELETE' && path === `${maker.path}/{id}`)
  if (!list || !remover) throw new Error(`${maker.id}: what has a limit and no list or no end needs \`ready\``)
  const { results } = (await stage.succeed(list, { query: { limit: '200' } })).row as { results: { id: string }[] }
  // In order of time, as ids are.
  const ids = results.map(({ id }) => id).sort()
  const ended = ids.slice(0, Math.max(0, ids.length - Math.floor(most / 2) + 1))
  for (const id of ended) await stage.call(remover, { path: { id } })
}
