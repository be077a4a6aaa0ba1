import type { SystemScope } from '@stoa/tenancy'
import { getTenant } from '../get-tenant.ts'
import { described } from './domain.ts'
import { findDomains } from './store.ts'

/** All domains of a tenant: few enough to be one page. */
export async function listDomains(scope: SystemScope, tenant_id: string) {
  const [rows] = await Promise.all([scope.all(findDomains, { tenant_id }), getTenant(scope, tenant_id)])
  return { results: rows.map(described), paging: { skip: 0, limit: Math.max(rows.length, 1), total: rows.length } }
}
