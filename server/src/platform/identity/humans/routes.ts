import { Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, memberRoute, tenantRoute, text } from '#platform/contract'
import { Email } from '../email.ts'
import { canonicalised } from './canonical.ts'
import { createHuman } from './create-human.ts'
import { deleteHuman } from './delete-human.ts'
import { getHuman } from './get-human.ts'
import { Human, HumanFields, HumanPatch, NewHuman } from './human.ts'
import { purgeHuman } from './purge-human.ts'
import {
  ConsentUnchanged,
  ContactMissing,
  HumanEmailTaken,
  HumanInUse,
  HumanNotDeleted,
  HumanNotFound,
  HumanPhoneTaken,
  HumanUnreadable,
} from './refusals.ts'
import { restoreHuman } from './restore-human.ts'
import { humanList } from './store.ts'
import { updateHuman } from './update-human.ts'

const tag = 'Humans'
const params = Type.Object({ id: Id })

export const humanRoutes = [
  tenantRoute({
    operation: 'humans.list',
    method: 'GET',
    path: '/humans',
    tag,
    summary: 'List humans',
    query: listQuery(humanList, {
      email: Type.Optional(Email),
      phone: Type.Optional(text(40, { examples: ['+493012345678'] })),
      status: Type.Optional(HumanFields.properties.status),
      tag: Type.Optional(text(64, { examples: ['wholesale'] })),
      has_marketing_consent: Type.Optional(Type.Boolean()),
    }),
    answer: listOf(Human),
    refuses: [InvalidCursor, HumanUnreadable],
    handle: ({ scope, query }) => answerList(scope, humanList, canonicalised(scope.tenant, query, 'query')),
  }),
  tenantRoute({
    operation: 'humans.get',
    method: 'GET',
    path: '/humans/:id',
    tag,
    summary: 'Get a human',
    params,
    answer: Human,
    refuses: [HumanNotFound],
    handle: ({ scope, params }) => getHuman(scope, params.id),
  }),
  tenantRoute({
    operation: 'humans.create',
    method: 'POST',
    path: '/humans',
    tag,
    summary: 'Create a human',
    description: 'With a mail address, a phone number, or both. Somebody who logs in unknown is created by that.',
    body: NewHuman,
    status: 201,
    answer: Human,
    location: (human: Human) => `/humans/${human.id}`,
    refuses: [HumanEmailTaken, HumanPhoneTaken, ContactMissing, HumanUnreadable, ConsentUnchanged],
    handle: ({ scope, body }) => createHuman(scope, body),
  }),
  tenantRoute({
    operation: 'humans.update',
    method: 'PATCH',
    path: '/humans/:id',
    tag,
    summary: 'Change or block a human',
    description:
      'JSON merge patch. Who becomes `blocked` is logged out everywhere in under a second and cannot log in again.',
    params,
    body: HumanPatch,
    answer: Human,
    versioned: true,
    refuses: [HumanNotFound, HumanEmailTaken, HumanPhoneTaken, ContactMissing, HumanUnreadable, ConsentUnchanged],
    handle: ({ scope, params, body, expectedVersion }) => updateHuman(scope, params.id, body, expectedVersion),
  }),
  tenantRoute({
    operation: 'humans.delete',
    method: 'DELETE',
    path: '/humans/:id',
    tag,
    summary: 'Delete a human',
    description:
      'Logged out everywhere in under a second. Can be restored; until then nobody else has the address or the number.',
    params,
    status: 204,
    versioned: true,
    refuses: [HumanNotFound],
    handle: ({ scope, params, expectedVersion }) => deleteHuman(scope, params.id, expectedVersion),
  }),
  tenantRoute({
    operation: 'humans.restore',
    method: 'DELETE',
    path: '/humans/:id/deletion',
    tag,
    summary: 'Restore a deleted human',
    params,
    answer: Human,
    refuses: [HumanNotDeleted],
    handle: ({ scope, params }) => restoreHuman(scope, params.id),
  }),
  memberRoute({
    operation: 'humans.purge',
    method: 'PUT',
    path: '/humans/:id/purge',
    tag,
    summary: 'Purge a deleted human',
    description:
      'They go for good, with their sessions; their address and number become free. Not while there is a conversation with them.',
    params,
    status: 204,
    isForImpersonators: false,
    refuses: [HumanNotDeleted, HumanInUse],
    handle: ({ scope, params }) => purgeHuman(scope, params.id),
  }),
]
