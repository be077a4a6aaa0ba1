import { createHash, createHmac, createPublicKey, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'

/** One way a token may be signed. There is one header for each, known as text, so that a header is looked up and never obeyed. */
export interface Verifier {
  readonly header: string
  isSigned(text: string, signature: string): boolean
}

export interface Signer extends Verifier {
  sign(text: string): string
}

/** A public key as RFC 7517 writes it. */
export interface PublicJwk {
  kty: string
  crv: string
  x: string
  y?: string
  kid: string
  use: 'sig'
  alg: string
}

interface Algorithm {
  alg: 'EdDSA' | 'ES256'
  digest: null | 'sha256'
  /** Members of the key that its thumbprint is made of, in the order that RFC 7638 asks for. */
  members: readonly ('crv' | 'kty' | 'x' | 'y')[]
}

/** What a token is, in its header: RFC 9068 names the first. Signed with all else, so no token passes for another kind. */
export type TokenType = 'at+jwt' | 'human-at+jwt'

/** Signs with a secret: who can verify such a token can also make one, so nobody else is given it. */
export function secretSigner(key: KeyObject, typ: TokenType = 'at+jwt'): Signer {
  const macOf = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    header: encodePart({ alg: 'HS256', typ }),
    sign: macOf,
    isSigned(text, signature) {
      // Compared as text, because a decoder takes several spellings of one signature.
      const [given, expected] = [Buffer.from(signature), Buffer.from(macOf(text))]
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}

/** @throws TypeError for a key that is not of a kind `canSign` knows */
export function keyVerifier(key: KeyObject, typ: TokenType = 'at+jwt'): Verifier {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  const { digest } = algorithmOf(publicKey)
  const { alg, kid } = publicJwk(publicKey)
  return {
    header: encodePart({ alg, typ, kid }),
    isSigned(text, signature) {
      const bytes = Buffer.from(signature, 'base64url')
      if (bytes.toString('base64url') !== signature) return false
      return verify(digest, Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes)
    },
  }
}

/** @throws TypeError for a key that is not of a kind `canSign` knows */
export function keySigner(key: KeyObject, typ: TokenType = 'at+jwt'): Signer {
  const { digest } = algorithmOf(key)
  return {
    ...keyVerifier(key, typ),
    sign: (text) => sign(digest, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  }
}

/** Whether a key is of a kind that access tokens are signed with: Ed25519, or ECDSA over P-256. */
export function canSign(key: KeyObject): boolean {
  return kindOf(key) !== undefined
}

/** What others need to verify our tokens; of a private key, its public half. */
export function publicJwk(key: KeyObject): PublicJwk {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  const { alg, members } = algorithmOf(publicKey)
  const jwk = publicKey.export({ format: 'jwk' })
  const shown = Object.fromEntries(members.map((member) => [member, jwk[member]])) as Pick<
    PublicJwk,
    'kty' | 'crv' | 'x'
  >
  const kid = createHash('sha256').update(JSON.stringify(shown)).digest('base64url')
  return { ...shown, kid, use: 'sig', alg }
}

export function encodePart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function algorithmOf(key: KeyObject): Algorithm {
  const algorithm = kindOf(key)
  if (!algorithm) throw new TypeError('access tokens are signed with Ed25519 or P-256')
  return algorithm
}

function kindOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm | undefined {
  if (asymmetricKeyType === 'ed25519') return { alg: 'EdDSA', digest: null, members: ['crv', 'kty', 'x'] }
  if (asymmetricKeyType !== 'ec' || asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined
  return { alg: 'ES256', digest: 'sha256', members: ['crv', 'kty', 'x', 'y'] }
}
