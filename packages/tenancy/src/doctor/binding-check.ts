import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { BindingSigner, bindingKeyId } from '../binding/signer.ts'
import { type FaultKind, type Finding, findingOf } from './check.ts'

export const bindingKinds = {
  notInstalled: {
    code: 'binding_key_not_installed',
    severity: 'fatal',
    explanation: 'The database refuses what this process signs, so no tenant can be served.',
    mend: 'Every start of the server installs its key (installBindingKey); see that SECRET_KEY is the same everywhere.',
  },
  notVerified: {
    code: 'binding_not_verified',
    severity: 'fatal',
    explanation: 'The database accepts a binding nobody signed, so any SQL can become any tenant.',
    mend: 'tenancy.current_tenant() was replaced by hand: make it again as the kernel’s last migration does.',
  },
  expired: {
    code: 'binding_key_expired',
    severity: 'error',
    explanation: 'The key this process signs with was retired, because a process with another key was started.',
    mend: 'See that SECRET_KEY is the same everywhere; a start of the server makes its key the current one again.',
  },
  retiring: {
    code: 'binding_key_retiring',
    severity: 'error',
    explanation: 'From then on the database refuses what this process signs: another key is installed beside it.',
    mend: 'See that SECRET_KEY is the same everywhere, then start the server again.',
  },
  noneCurrent: {
    code: 'binding_key_none_current',
    severity: 'error',
    explanation: 'Every key has an end, and no other takes its place.',
    mend: 'Start the server: it installs its key.',
  },
} as const satisfies Record<string, FaultKind>

/** Tries what every request does: the database must accept what this process signs, and nothing else. */
export async function findBindingFaults(app: Client, key: Buffer): Promise<Finding[]> {
  const tenant = randomUUID()
  const signed = new BindingSigner(key).bindingFor({ id: tenant, epoch: 1 })
  const forged = signed.replace(tenant, randomUUID())
  const findings: Finding[] = []
  if (!(await binds(app, signed))) findings.push(findingOf(bindingKinds.notInstalled, 'tenancy.binding_keys'))
  if (await binds(app, forged)) findings.push(findingOf(bindingKinds.notVerified, 'tenancy.current_tenant()'))
  return findings
}

async function binds(app: Client, binding: string): Promise<boolean> {
  await app.query('begin')
  try {
    await app.query('select tenancy.bind($1)', [binding])
    // Row security asks this; binding alone judges nothing.
    const { rows } = await app.query(
      'select from (select tenancy.current_tenant() as tenant) t where tenant is not null',
    )
    return rows.length > 0
  } catch {
    return false
  } finally {
    await app.query('rollback')
  }
}

const keysQuery = `
select id, retires_at, coalesce(retires_at <= now(), false) as is_expired from tenancy.binding_keys`

/** How long the keys still hold. @param owner a client of the role that may read them */
export async function findKeyFaults(owner: Client, key: Buffer): Promise<Finding[]> {
  const { rows } = await owner.query<{ id: string; retires_at: Date | null; is_expired: boolean }>(keysQuery)
  const findings: Finding[] = []
  const own = rows.find(({ id }) => id === bindingKeyId(key))
  if (own?.is_expired) findings.push(findingOf(bindingKinds.expired, own.id))
  else if (own?.retires_at)
    findings.push(findingOf(bindingKinds.retiring, `${own.id} on ${own.retires_at.toISOString()}`))
  if (rows.length > 0 && rows.every(({ retires_at }) => retires_at !== null)) {
    findings.push(findingOf(bindingKinds.noneCurrent, 'tenancy.binding_keys'))
  }
  return findings
}
