import { bindingKeyFrom, createTenancy, type Placement, type RoleUrls } from '@stoa/tenancy'
import { ensureMember } from '#platform/identity'
import { ensureTenant } from '#platform/tenants'
import { testSecret } from './database.ts'

// The process of provisioning.test.ts that is killed while it makes a tenant.
const { urls, slug, placement, point } = JSON.parse(process.argv[2]!) as {
  urls: RoleUrls
  slug: string
  placement: Placement
  /** `begun`: the schema may be in the making; `written`: all but the commit; `committing`: the commit is on its way. */
  point: 'begun' | 'written' | 'committing' | 'done'
}

const tenancy = createTenancy({ urls, bindingKey: bindingKeyFrom(testSecret) })
const kill = () => process.kill(process.pid, 'SIGKILL')
const made = tenancy.system({ actor: { kind: 'system' }, mode: 'write' }, async (scope) => {
  const tenant = await ensureTenant(scope, { name: slug, slug, placement, domains: [`${slug}.example`] })
  const member = ensureMember(scope, {
    tenant_id: tenant.id,
    email: `owner@${slug}.example`,
    name: 'Owner',
    role: 'owner',
  })
  if (point === 'begun') setImmediate(kill)
  await member
  if (point === 'written') kill()
  if (point === 'committing') setImmediate(kill)
})
await made
kill()
