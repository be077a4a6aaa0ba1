import { Type } from 'typebox'
import { Id, listOf, superadminRoute } from '#platform/contract'
import { TenantNotFound } from '../refusals.ts'
import { addDomain } from './add-domain.ts'
import { DomainName, NewDomain, TenantDomain } from './domain.ts'
import { getDomain } from './get-domain.ts'
import { listDomains } from './list-domains.ts'
import { DnsUnavailable, DomainNotFound, DomainTaken, DomainUnverified } from './refusals.ts'
import { removeDomain } from './remove-domain.ts'
import { verifyDomain } from './verify-domain.ts'

const tag = 'Tenants'
const params = Type.Object({ id: Id, domain: DomainName })

export const domainRoutes = [
  superadminRoute({
    operation: 'tenant_domains.list',
    method: 'GET',
    path: '/tenants/:id/domains',
    tag,
    summary: 'List the domains of a tenant',
    params: Type.Object({ id: Id }),
    answer: listOf(TenantDomain),
    refuses: [TenantNotFound],
    handle: ({ scope, params }) => listDomains(scope, params.id),
  }),
  superadminRoute({
    operation: 'tenant_domains.get',
    method: 'GET',
    path: '/tenants/:id/domains/:domain',
    tag,
    summary: 'Get a domain of a tenant',
    params,
    answer: TenantDomain,
    refuses: [DomainNotFound],
    handle: ({ scope, params }) => getDomain(scope, params.id, params.domain),
  }),
  superadminRoute({
    operation: 'tenant_domains.create',
    method: 'POST',
    path: '/tenants/:id/domains',
    tag,
    summary: 'Give a tenant a domain',
    description: 'It leads to the tenant once it is verified.',
    params: Type.Object({ id: Id }),
    body: NewDomain,
    status: 201,
    answer: TenantDomain,
    location: ({ tenant_id, domain }: TenantDomain) => `/tenants/${tenant_id}/domains/${domain}`,
    refuses: [TenantNotFound, DomainTaken],
    handle: ({ scope, params, body }) => addDomain(scope, params.id, body.domain),
  }),
  superadminRoute({
    operation: 'tenant_domains.verify',
    method: 'PUT',
    path: '/tenants/:id/domains/:domain/verification',
    tag,
    summary: 'Verify a domain by its TXT record',
    params,
    answer: TenantDomain,
    refuses: [DomainNotFound, DomainUnverified, DnsUnavailable],
    handle: ({ scope, params }) => verifyDomain(scope, params.id, params.domain),
  }),
  superadminRoute({
    operation: 'tenant_domains.delete',
    method: 'DELETE',
    path: '/tenants/:id/domains/:domain',
    tag,
    summary: 'Take a domain from a tenant',
    params,
    status: 204,
    refuses: [DomainNotFound],
    handle: ({ scope, params }) => removeDomain(scope, params.id, params.domain),
  }),
]
