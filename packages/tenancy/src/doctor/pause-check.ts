import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { examiningRows, type FaultKind, type Finding, findingOf } from './check.ts'

export const pauseKind = {
  code: 'tenant_left_paused',
  severity: 'error',
  explanation:
    'The database lets nobody into this tenant: its fence is above its epoch, as while it is moved, and stays so.',
  mend: 'See that no move of the tenant is under way; then raise its epoch to its fence.',
} as const satisfies FaultKind

/** Longer than a move holds a tenant up, and than a request waits for it. */
const longestPauseMs = 4_000

const pausedQuery = `
select t.id, t.slug, t.epoch, f.epoch as fence from core.tenants t
join tenancy.fences f on f.tenant = t.id::text and f.epoch > t.epoch
where t.status <> 'deleted' order by t.slug`

interface Paused {
  id: string
  slug: string
  epoch: string
  fence: string
}

/** Tenants that were paused and not let go on. Looks twice, because a move pauses its tenant for a moment. */
export async function findLeftPauses(client: Client, patienceMs = longestPauseMs): Promise<Finding[]> {
  const before = await paused(client)
  if (before.length === 0) return []
  await wait(patienceMs)
  const after = await paused(client)
  const stayed = after.filter(({ id, fence }) => before.some((tenant) => tenant.id === id && tenant.fence === fence))
  return stayed.map(({ id, slug, epoch, fence }) =>
    findingOf(
      pauseKind,
      `${slug}: epoch ${epoch}, fence ${fence}`,
      `update core.tenants set epoch = ${fence} where id = '${id}' and epoch = ${epoch}`,
    ),
  )
}

async function paused(client: Client): Promise<Paused[]> {
  const { rows } = await examiningRows(client, () => client.query<Paused>(pausedQuery))
  return rows
}
