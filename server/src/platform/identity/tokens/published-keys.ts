import { type Static, Type } from 'typebox'
import { type ActingHuman, type ActingUser, publicRoute, type Route } from '#platform/contract'
import { AccessTokens } from './access-token.ts'
import { humanClaims, userClaims } from './claims.ts'
import type { AccessTokenKeys, IdentityKeys } from './keys.ts'
import { keySigner, keyVerifier, publicJwk, secretSigner } from './signature.ts'

/** How long others may keep our keys: what a new key has to be published before it signs. */
const keptSeconds = 300

/** RFC 7517. Public members alone: the serialiser writes no other. */
const KeySet = Type.Object({
  keys: Type.Array(
    Type.Object({
      kty: Type.String({ examples: ['OKP'] }),
      crv: Type.String({ examples: ['Ed25519'] }),
      x: Type.String({ examples: ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'] }),
      y: Type.Optional(Type.String({ description: 'Of a key on P-256.' })),
      kid: Type.String({
        description: 'Thumbprint of the key (RFC 7638).',
        examples: ['kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'],
      }),
      use: Type.Literal('sig'),
      alg: Type.String({ examples: ['EdDSA'] }),
    }),
  ),
})
type KeySet = Static<typeof KeySet>

/** Users' access tokens signed as configured: by the given key, else by the deployment's secret. */
export function accessTokensOf(keys: IdentityKeys, { signing, others }: AccessTokenKeys): AccessTokens<ActingUser> {
  const signer = signing ? keySigner(signing) : secretSigner(keys.accessToken)
  return new AccessTokens(
    userClaims,
    signer,
    others.map((key) => keyVerifier(key)),
  )
}

/** The same of humans. */
export function humanAccessTokensOf(
  keys: IdentityKeys,
  { signing, others }: AccessTokenKeys,
): AccessTokens<ActingHuman> {
  const typ = 'human-at+jwt'
  const signer = signing ? keySigner(signing, typ) : secretSigner(keys.humanAccessToken, typ)
  return new AccessTokens(
    humanClaims,
    signer,
    others.map((key) => keyVerifier(key, typ)),
  )
}

/** The keys that others verify our access tokens with: none while the secret signs. */
export function publishedKeysRoute({ signing, others }: AccessTokenKeys): Route {
  const published = new Map([...(signing ? [signing] : []), ...others].map(publicJwk).map((key) => [key.kid, key]))
  const keySet: KeySet = { keys: [...published.values()] }
  return publicRoute({
    operation: 'auth.published_keys',
    method: 'GET',
    path: '/.well-known/jwks.json',
    isAtRoot: true,
    keptSeconds,
    tag: 'Login',
    summary: 'The public keys of access tokens',
    description: 'A JSON Web Key Set. It is empty while access tokens are signed with `SECRET_KEY`.',
    answer: KeySet,
    refuses: [],
    handle: async () => keySet,
  })
}
