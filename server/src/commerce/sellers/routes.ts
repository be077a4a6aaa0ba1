import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, memberRoute, tenantRoute } from '#platform/contract'
import { createSellerProfile } from './create-seller-profile.ts'
import { deleteSellerProfile } from './delete-seller-profile.ts'
import { getSellerProfile } from './get-seller-profile.ts'
import { purgeSellerProfile } from './purge-seller-profile.ts'
import {
  NoSellerProfile,
  SellerProfileInUse,
  SellerProfileNotDeleted,
  SellerProfileNotFound,
  SellerUserFixed,
  SellerUserTaken,
  SellerUserUnknown,
  SlugTaken,
} from './refusals.ts'
import { restoreSellerProfile } from './restore-seller-profile.ts'
import { NewSellerProfile, SellerProfile, SellerProfilePatch } from './seller-profile.ts'
import { sellerProfileList } from './store.ts'
import { updateSellerProfile } from './update-seller-profile.ts'

const tag = 'Sellers'
const params = Type.Object({ id: Id })

export const sellerRoutes = [
  tenantRoute({
    operation: 'seller_profiles.list',
    method: 'GET',
    path: '/seller-profiles',
    tag,
    summary: 'List seller profiles',
    query: listQuery(sellerProfileList, {
      slug: Type.Optional(SellerProfile.properties.slug),
      user_id: Type.Optional(Id),
    }),
    answer: listOf(SellerProfile),
    refuses: [InvalidCursor],
    handle: ({ scope, query }) => answerList(scope, sellerProfileList, query),
  }),
  tenantRoute({
    operation: 'seller_profiles.get',
    method: 'GET',
    path: '/seller-profiles/:id',
    tag,
    summary: 'Get a seller profile',
    params,
    answer: SellerProfile,
    refuses: [SellerProfileNotFound],
    handle: ({ scope, params }) => getSellerProfile(scope, params.id),
  }),
  tenantRoute({
    operation: 'seller_profiles.create',
    method: 'POST',
    path: '/seller-profiles',
    tag,
    summary: 'Create a seller profile',
    body: NewSellerProfile,
    status: 201,
    answer: SellerProfile,
    location: (profile: SellerProfile) => `/seller-profiles/${profile.id}`,
    refuses: [SlugTaken, SellerUserTaken, SellerUserUnknown],
    handle: ({ scope, body }) => createSellerProfile(scope, body),
  }),
  tenantRoute({
    operation: 'seller_profiles.update',
    method: 'PATCH',
    path: '/seller-profiles/:id',
    tag,
    summary: 'Change a seller profile',
    description:
      'JSON merge patch. Users of role `seller` change their own profile only; who acts for it, `user_id`, is for owners and admins.',
    params,
    body: SellerProfilePatch,
    answer: SellerProfile,
    versioned: true,
    refuses: [SellerProfileNotFound, SlugTaken, SellerUserTaken, SellerUserUnknown, SellerUserFixed, NoSellerProfile],
    handle: ({ scope, params, body, expectedVersion }) => updateSellerProfile(scope, params.id, body, expectedVersion),
  }),
  tenantRoute({
    operation: 'seller_profiles.delete',
    method: 'DELETE',
    path: '/seller-profiles/:id',
    tag,
    summary: 'Delete a seller profile',
    description: 'It can be restored; its products stay.',
    params,
    status: 204,
    versioned: true,
    refuses: [SellerProfileNotFound],
    handle: ({ scope, params, expectedVersion }) => deleteSellerProfile(scope, params.id, expectedVersion),
  }),
  tenantRoute({
    operation: 'seller_profiles.restore',
    method: 'DELETE',
    path: '/seller-profiles/:id/deletion',
    tag,
    summary: 'Restore a deleted seller profile',
    params,
    answer: SellerProfile,
    refuses: [SellerProfileNotDeleted, SellerUserTaken],
    handle: ({ scope, params }) => restoreSellerProfile(scope, params.id),
  }),
  memberRoute({
    operation: 'seller_profiles.purge',
    method: 'PUT',
    path: '/seller-profiles/:id/purge',
    tag,
    summary: 'Purge a deleted seller profile',
    description: 'It goes for good and its slug becomes free. First go its products, deleted ones too.',
    params,
    status: 204,
    isForImpersonators: false,
    refuses: [SellerProfileNotDeleted, SellerProfileInUse],
    handle: ({ scope, params }) => purgeSellerProfile(scope, params.id),
  }),
]
