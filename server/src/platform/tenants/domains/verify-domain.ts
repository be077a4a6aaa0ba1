import { Resolver } from 'node:dns/promises'
import type { SystemScope } from '@stoa/tenancy'
import { announceTenant } from '../store.ts'
import { described, type TenantDomain } from './domain.ts'
import { DnsUnavailable, DomainNotFound, DomainUnverified } from './refusals.ts'
import { lockDomain, setVerified } from './store.ts'

export type ResolveTxt = (name: string) => Promise<string[][]>

/** The transaction stays open meanwhile, so the answer is not waited for long. */
const dns = new Resolver({ timeout: 2_000, tries: 2 })

/** Looks for the record that shows whose domain it is; with it, the domain leads to the tenant. */
export async function verifyDomain(
  scope: SystemScope,
  tenant_id: string,
  domain: string,
  resolveTxt: ResolveTxt = (name) => dns.resolveTxt(name),
): Promise<TenantDomain> {
  const row = await scope.first(lockDomain, { tenant_id, domain })
  if (!row) throw DomainNotFound()
  const { record_name, record_value } = described(row).verification
  const records = await lookUp(record_name, resolveTxt)
  // One record longer than 255 bytes arrives in pieces.
  if (!records.some((pieces) => pieces.join('') === record_value)) throw DomainUnverified()
  const verified = { ...row, verified_at: row.verified_at ?? scope.now }
  scope.write(setVerified, verified)
  scope.write(announceTenant, { id: tenant_id })
  return described(verified)
}

/** No such name, or no record of this type, is an answer; silence is none. */
async function lookUp(name: string, resolveTxt: ResolveTxt): Promise<string[][]> {
  try {
    return await resolveTxt(name)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOTFOUND' || code === 'ENODATA') return []
    throw DnsUnavailable(undefined, { headers: { 'retry-after': '10' } })
  }
}
