import { type Static, Type } from 'typebox'

/*
 * WebAuthn's own JSON (Level 3, 5.1.8 and 5.1.9): what `PublicKeyCredential.parse…OptionsFromJSON` reads and
 * `PublicKeyCredential.toJSON` writes. The names are the standard's. Credentials are open, because browsers add members.
 */

/** Bytes in base64url without padding. */
function bytes(most: number, example: string) {
  return Type.String({
    minLength: 1,
    maxLength: Math.ceil((most * 4) / 3),
    pattern: '^[A-Za-z0-9_-]+$',
    examples: [example],
  })
}

const CredentialId = bytes(1023, 'AZnA3noafD2OT1prfI2eDw')
const Challenge = bytes(32, 'mK2x0Jr5b3h4n7Qe1Zc9uYt6Ws8Vp0LdAf2GgHiJkMo')
const ClientData = bytes(6144, 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0')

export const Transport = Type.String({ maxLength: 32, pattern: '^[a-z-]+$', examples: ['internal'] })

const PublicKeyType = Type.Literal('public-key')

const CredentialDescriptor = Type.Object({
  id: CredentialId,
  type: PublicKeyType,
  transports: Type.Optional(Type.Array(Transport)),
})
export type CredentialDescriptor = Static<typeof CredentialDescriptor>

/** What `navigator.credentials.create` is given. */
export const CreationOptions = Type.Object({
  challenge: Challenge,
  rp: Type.Object({ id: Type.String({ examples: ['shop.example'] }), name: Type.String({ examples: ['Stoa'] }) }),
  user: Type.Object({
    id: bytes(64, 'AZnA3noafD2OT1prfI2eDw'),
    name: Type.String({ examples: ['ada@example.com'] }),
    displayName: Type.String({ examples: ['Ada Lovelace'] }),
  }),
  pubKeyCredParams: Type.Array(Type.Object({ type: PublicKeyType, alg: Type.Integer({ examples: [-7] }) })),
  timeout: Type.Integer({ description: 'In milliseconds.', examples: [300_000] }),
  attestation: Type.Literal('none'),
  excludeCredentials: Type.Array(CredentialDescriptor),
  authenticatorSelection: Type.Object({
    residentKey: Type.Literal('required'),
    requireResidentKey: Type.Literal(true),
    userVerification: Type.Literal('required'),
  }),
})
export type CreationOptions = Static<typeof CreationOptions>

/** What `navigator.credentials.get` is given. */
export const RequestOptions = Type.Object({
  challenge: Challenge,
  rpId: Type.String({ examples: ['shop.example'] }),
  timeout: Type.Integer({ description: 'In milliseconds.', examples: [300_000] }),
  allowCredentials: Type.Array(CredentialDescriptor, { description: 'None: whichever the authenticator offers.' }),
  userVerification: Type.Literal('required'),
})
export type RequestOptions = Static<typeof RequestOptions>

/** What became of `navigator.credentials.create`. */
export const RegisteredCredential = Type.Object({
  id: CredentialId,
  rawId: CredentialId,
  type: PublicKeyType,
  response: Type.Object({
    clientDataJSON: ClientData,
    attestationObject: bytes(12_288, 'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVg'),
    transports: Type.Optional(Type.Array(Transport, { maxItems: 10 })),
  }),
})
export type RegisteredCredential = Static<typeof RegisteredCredential>

/** What became of `navigator.credentials.get`. */
export const AssertedCredential = Type.Object({
  id: CredentialId,
  rawId: CredentialId,
  type: PublicKeyType,
  response: Type.Object({
    clientDataJSON: ClientData,
    authenticatorData: bytes(6144, 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ'),
    signature: bytes(6144, 'MEUCIQDx3T2i'),
    userHandle: Type.Optional(Type.Union([bytes(64, 'AZnA3noafD2OT1prfI2eDw'), Type.Null()])),
  }),
})
export type AssertedCredential = Static<typeof AssertedCredential>
