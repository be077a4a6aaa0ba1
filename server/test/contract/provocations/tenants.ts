import { Resolver } from 'node:dns/promises'
import { mock } from 'node:test'
import type { Area } from '../area.ts'
import type { Sent, Stage } from '../stage.ts'

async function deletedTenant(stage: Stage): Promise<{ path: { id: string } }> {
  const { id } = await stage.make('tenants.create')
  await stage.succeed('tenants.delete', { path: { id } })
  return { path: { id } }
}

/** The path of a new domain, and what its DNS should hold. */
async function newDomain(stage: Stage) {
  const { id } = await stage.make('tenants.create')
  const domain = await stage.succeed('tenant_domains.create', { path: { id } })
  const { verification } = domain.row as { verification: { record_value: string } }
  return { path: { id, domain: String(domain.row.domain) }, record: verification.record_value }
}

/** Verifies with a DNS that answers so: the resolver of Node is not ours, and tests reach no network. */
async function verifyWith<T>(resolveTxt: () => Promise<string[][]>, work: () => Promise<T>): Promise<T> {
  const dns = mock.method(Resolver.prototype, 'resolveTxt', resolveTxt)
  try {
    return await work()
  } finally {
    dns.mock.restore()
  }
}

const silence = () => Promise.reject(Object.assign(new Error('no answer'), { code: 'ETIMEOUT' }))

export const area: Area = {
  ready: {
    'tenants.restore': deletedTenant,
    'tenants.purge': async (stage) => ({ ...(await deletedTenant(stage)), query: { now: 'true' } }),
    'tenants.lookup': async ({ world }): Promise<Sent> => ({ query: { slug: world.tenant.slug } }),
    'tenant_registry.find': async ({ world }): Promise<Sent> => ({ query: { by: 'id', key: world.tenant.id } }),
    'tenant_domains.verify': async (stage) => {
      const { path, record } = await newDomain(stage)
      return { path, around: (call) => verifyWith(async () => [[record]], call) }
    },
  },
  refused: {
    'tenant.slug_taken': async (stage) => {
      const { slug } = await stage.make('tenants.create')
      const { body } = await stage.ready('tenants.create')
      return stage.call('tenants.create', { body: { ...(body as object), slug } })
    },
    'tenant.subdomain_taken': async (stage) => {
      const { subdomain } = await stage.make('tenants.create')
      const { body } = await stage.ready('tenants.create')
      return stage.call('tenants.create', { body: { ...(body as object), subdomain } })
    },
    'tenant.domain_taken': async (stage) => {
      const { path } = await newDomain(stage)
      return stage.call('tenant_domains.create', { path, body: { domain: path.domain } })
    },
    'tenant.domain_unverified': async (stage) => {
      const { path } = await newDomain(stage)
      return verifyWith(
        async () => [],
        () => stage.call('tenant_domains.verify', { path }),
      )
    },
    'tenant.dns_unavailable': async (stage) => {
      const { path } = await newDomain(stage)
      return verifyWith(silence, () => stage.call('tenant_domains.verify', { path }))
    },
    'tenant.lookup_unclear': (stage) => stage.call('tenants.lookup'),
    'tenant.purge_too_early': async (stage) => stage.call('tenants.purge', await deletedTenant(stage)),
    'tenant.purging': async (stage) => {
      const deleted = await deletedTenant(stage)
      await stage.succeed('tenants.purge', { ...deleted, query: { now: 'true' } })
      return stage.call('tenants.restore', deleted)
    },
    'tenant.moving': async (stage) => {
      const deleted = await deletedTenant(stage)
      await stage.admin.query(
        `insert into tenancy.moves (tenant_id, from_placement, from_schema, to_placement, to_schema, mover_pid, mover_began_at)
         values ($1, 'shared', 'shared', 'schema', 'elsewhere', 0, now())`,
        [deleted.path.id],
      )
      return stage.call('tenants.purge', { ...deleted, query: { now: 'true' } })
    },
  },
}
