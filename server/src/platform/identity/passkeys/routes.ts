import { type Static, Type } from 'typebox'
import { answerList, Id, InvalidCursor, listOf, listQuery, type Route, userRoute } from '#platform/contract'
import { tooMany } from '../login/schemas.ts'
import type { IdentityParts } from '../parts.ts'
import { TooManyAttempts } from '../refusals.ts'
import { beginRegistration } from './begin-registration.ts'
import { challengeSeconds } from './challenge.ts'
import { finishRegistration } from './finish-registration.ts'
import { addedMail } from './mails.ts'
import { Passkey, PasskeyName } from './passkey.ts'
import type { PasskeySettings } from './passkey-settings.ts'
import { LoginNotRecent, PasskeyExists, PasskeyNotFound, RegistrationRefused, TooManyPasskeys } from './refusals.ts'
import { removePasskey } from './remove-passkey.ts'
import { findPasskey, passkeyList, renamePasskey } from './store.ts'
import { CreationOptions, RegisteredCredential } from './webauthn-json.ts'

const tag = 'Passkeys'
const params = Type.Object({ id: Id })

export const expiresIn = Type.Integer({ description: 'Seconds the challenge is good.', examples: [challengeSeconds] })

const credentialExample = {
  id: 'AZnA3noafD2OT1prfI2eDw',
  rawId: 'AZnA3noafD2OT1prfI2eDw',
  type: 'public-key',
  response: { clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0', attestationObject: 'o2NmbXRkbm9uZQ' },
} satisfies Static<typeof RegisteredCredential>

const NewPasskey = Type.Object(
  { name: PasskeyName, credential: RegisteredCredential },
  { additionalProperties: false, examples: [{ name: 'Phone', credential: credentialExample }] },
)

const RenamedPasskey = Type.Object(
  { name: Type.Optional(PasskeyName) },
  { additionalProperties: false, examples: [{ name: 'Phone' }] },
)

/** A person's own passkeys. */
export function passkeyRoutes(parts: IdentityParts, settings: PasskeySettings): Route[] {
  return [...registrationRoutes(parts, settings), ...ownRoutes(parts)]
}

/**
 * Both use something up that must stay used up when they refuse, so their work is a transaction of its own, and the
 * refusal comes after it.
 */
function registrationRoutes(parts: IdentityParts, settings: PasskeySettings): Route[] {
  const { doors, sendMail, onError } = parts
  return [
    userRoute({
      operation: 'passkeys.begin',
      method: 'POST',
      path: '/auth/passkey/registration',
      tag,
      summary: 'Begin to add a passkey',
      description: 'For `navigator.credentials.create`. The login of the session is at most ten minutes ago.',
      answer: Type.Object({ public_key: CreationOptions, expires_in: expiresIn }),
      refuses: [LoginNotRecent, TooManyPasskeys, TooManyAttempts],
      async handle({ user }) {
        const work = { actor: user, mode: 'write' } as const
        const begun = await doors.system(work, (scope) => beginRegistration(scope, parts, { settings, user }))
        if ('retryAfterSeconds' in begun) throw tooMany(begun.retryAfterSeconds)
        return { public_key: begun.options, expires_in: challengeSeconds }
      },
    }),
    userRoute({
      operation: 'passkeys.create',
      method: 'POST',
      path: '/auth/passkeys',
      tag,
      summary: 'Add the passkey that was made',
      description: 'In the session that began it. The person is told by mail.',
      body: NewPasskey,
      status: 201,
      answer: Passkey,
      location: ({ id }: Passkey) => `/auth/passkeys/${id}`,
      refuses: [RegistrationRefused, PasskeyExists, TooManyPasskeys],
      async handle({ user, body, address }) {
        const work = { actor: user, mode: 'write' } as const
        const finished = await doors.system(work, (scope) => finishRegistration(scope, { settings, user }, body))
        if ('refusal' in finished) throw finished.refusal()
        const { passkey, email } = finished
        sendMail(addedMail({ to: email, name: passkey.name, address })).catch(onError)
        return passkey
      },
    }),
  ]
}

function ownRoutes(parts: IdentityParts): Route[] {
  return [
    userRoute({
      operation: 'passkeys.list',
      method: 'GET',
      path: '/auth/passkeys',
      tag,
      summary: 'List my passkeys',
      query: listQuery(passkeyList, {}),
      answer: listOf(Passkey),
      refuses: [InvalidCursor],
      handle: ({ scope, user, query }) => answerList(scope, passkeyList, { ...query, user_id: user.id }),
    }),
    userRoute({
      operation: 'passkeys.get',
      method: 'GET',
      path: '/auth/passkeys/:id',
      tag,
      summary: 'Get one of my passkeys',
      params,
      answer: Passkey,
      refuses: [PasskeyNotFound],
      async handle({ scope, user, params }) {
        const passkey = await scope.first(findPasskey, { ...params, user_id: user.id })
        if (!passkey) throw PasskeyNotFound()
        return passkey
      },
    }),
    userRoute({
      operation: 'passkeys.update',
      method: 'PATCH',
      path: '/auth/passkeys/:id',
      tag,
      summary: 'Rename one of my passkeys',
      params,
      body: RenamedPasskey,
      answer: Passkey,
      refuses: [PasskeyNotFound],
      async handle({ scope, user, params, body }) {
        const own = { ...params, user_id: user.id }
        const passkey = await (body.name === undefined
          ? scope.first(findPasskey, own)
          : scope.first(renamePasskey, { ...own, name: body.name }))
        if (!passkey) throw PasskeyNotFound()
        return passkey
      },
    }),
    userRoute({
      operation: 'passkeys.delete',
      method: 'DELETE',
      path: '/auth/passkeys/:id',
      tag,
      summary: 'Remove one of my passkeys',
      description: 'The last one too. Sessions that it opened go on; the person is told by mail.',
      params,
      status: 204,
      refuses: [PasskeyNotFound],
      handle: ({ scope, user, params, address }) => removePasskey(scope, parts, { id: params.id, user, address }),
    }),
  ]
}
