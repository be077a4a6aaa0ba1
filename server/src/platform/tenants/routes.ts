import { placements, tenantStatuses } from '@stoa/tenancy'
import { Type } from 'typebox'
import {
  answerList,
  Id,
  InvalidCursor,
  listOf,
  listQuery,
  oneOf,
  publicRoute,
  superadminRoute,
} from '#platform/contract'
import { createTenant } from './create-tenant.ts'
import { deleteTenant } from './delete-tenant.ts'
import { DomainTaken } from './domains/refusals.ts'
import { domainRoutes } from './domains/routes.ts'
import { getTenant } from './get-tenant.ts'
import { lookupTenant } from './lookup-tenant.ts'
import { orderPurge } from './purge/order-purge.ts'
import { PurgeTooEarly, TenantMoving, TenantPurging } from './purge/refusals.ts'
import { reactivateTenant } from './reactivate-tenant.ts'
import { LookupUnclear, SlugTaken, SubdomainTaken, TenantNotDeleted, TenantNotFound } from './refusals.ts'
import { registryRoutes } from './registry/routes.ts'
import { restoreTenant } from './restore-tenant.ts'
import { tenantList } from './store.ts'
import { suspendTenant } from './suspend-tenant.ts'
import { LookupQuery, NewTenant, PublicTenant, TenantPatch, TenantRecord } from './tenant.ts'
import { updateTenant } from './update-tenant.ts'

const tag = 'Tenants'
const params = Type.Object({ id: Id })

const PurgeQuery = Type.Object(
  { now: Type.Optional(Type.Boolean({ description: 'Also within 30 days after it was deleted.' })) },
  { additionalProperties: false },
)

export const tenantRoutes = [
  superadminRoute({
    operation: 'tenants.list',
    method: 'GET',
    path: '/tenants',
    tag,
    summary: 'List tenants',
    description: 'Deleted tenants are listed with `status=deleted` only.',
    query: listQuery(tenantList, {
      status: Type.Optional(oneOf(tenantStatuses)),
      placement: Type.Optional(oneOf(placements)),
    }),
    answer: listOf(TenantRecord),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, tenantList, query),
  }),
  superadminRoute({
    operation: 'tenants.get',
    method: 'GET',
    path: '/tenants/:id',
    tag,
    summary: 'Get a tenant',
    params,
    answer: TenantRecord,
    refuses: [TenantNotFound],
    handle: ({ scope, params }) => getTenant(scope, params.id),
  }),
  superadminRoute({
    operation: 'tenants.create',
    method: 'POST',
    path: '/tenants',
    tag,
    summary: 'Create a tenant',
    description: 'With placement `schema` it gets a database schema of its own. All of it happens, or nothing.',
    body: NewTenant,
    status: 201,
    answer: TenantRecord,
    location: (tenant: TenantRecord) => `/tenants/${tenant.id}`,
    refuses: [SlugTaken, SubdomainTaken, DomainTaken],
    handle: ({ scope, body }) => createTenant(scope, body),
  }),
  superadminRoute({
    operation: 'tenants.update',
    method: 'PATCH',
    path: '/tenants/:id',
    tag,
    summary: 'Change a tenant',
    description: 'JSON merge patch.',
    params,
    body: TenantPatch,
    answer: TenantRecord,
    versioned: true,
    refuses: [TenantNotFound, SubdomainTaken],
    handle: ({ scope, params, body, expectedVersion }) => updateTenant(scope, params.id, body, expectedVersion),
  }),
  superadminRoute({
    operation: 'tenants.suspend',
    method: 'PUT',
    path: '/tenants/:id/suspension',
    tag,
    summary: 'Suspend a tenant',
    description: 'All access ends in under a second.',
    params,
    answer: TenantRecord,
    refuses: [TenantNotFound],
    handle: ({ scope, params }) => suspendTenant(scope, params.id),
  }),
  superadminRoute({
    operation: 'tenants.reactivate',
    method: 'DELETE',
    path: '/tenants/:id/suspension',
    tag,
    summary: 'Reactivate a suspended tenant',
    params,
    answer: TenantRecord,
    refuses: [TenantNotFound],
    handle: ({ scope, params }) => reactivateTenant(scope, params.id),
  }),
  superadminRoute({
    operation: 'tenants.delete',
    method: 'DELETE',
    path: '/tenants/:id',
    tag,
    summary: 'Delete a tenant',
    description: 'All access ends; rows and names are kept, and it can be restored.',
    params,
    status: 204,
    versioned: true,
    refuses: [TenantNotFound],
    handle: ({ scope, params, expectedVersion }) => deleteTenant(scope, params.id, expectedVersion),
  }),
  superadminRoute({
    operation: 'tenants.restore',
    method: 'DELETE',
    path: '/tenants/:id/deletion',
    tag,
    summary: 'Restore a deleted tenant',
    params,
    answer: TenantRecord,
    refuses: [TenantNotDeleted, TenantPurging],
    handle: ({ scope, params }) => restoreTenant(scope, params.id),
  }),
  superadminRoute({
    operation: 'tenants.purge',
    method: 'PUT',
    path: '/tenants/:id/purge',
    tag,
    summary: 'Purge a deleted tenant',
    description:
      'Every row of it goes, its schema and its names, and it cannot be undone. The answer says that the purge has begun; ' +
      'the servers carry it out in small steps, and the tenant is gone when it is no longer found.',
    params,
    query: PurgeQuery,
    status: 202,
    answer: TenantRecord,
    refuses: [TenantNotDeleted, PurgeTooEarly, TenantMoving],
    handle: ({ scope, params, query }) => orderPurge(scope, params.id, { isNow: query.now === true }),
  }),
  ...domainRoutes,
  ...registryRoutes,
  publicRoute({
    operation: 'tenants.lookup',
    method: 'GET',
    path: '/tenant-lookup',
    tag,
    summary: 'Look an active tenant up by slug or domain',
    query: LookupQuery,
    answer: PublicTenant,
    refuses: [LookupUnclear, TenantNotFound],
    handle: ({ scope, query }) => lookupTenant(scope, query),
  }),
]
