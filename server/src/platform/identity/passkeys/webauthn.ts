import type { DeviceType, StoredPasskey } from './passkey.ts'
import type { PasskeySettings } from './passkey-settings.ts'
import type { AssertedCredential, RegisteredCredential } from './webauthn-json.ts'

/*
 * The library is loaded by the first answer to verify: it and what it needs take a third of a second and 28 MB, which no
 * command and no server without passkeys should pay. It says by throwing that an answer is wrong, whatever is wrong with
 * it, so here what it throws is that.
 */

/** COSE algorithms, the best first: EdDSA, ES256, RS256. */
export const algorithms = [-8, -7, -257]

/** What a genuine registration says. */
export interface Registered {
  publicKey: Buffer
  signCount: number
  deviceType: DeviceType
  isBackedUp: boolean
}

/** What a credential answers a challenge with when it is new; undefined where that is not genuine. */
export async function verifyRegistered(
  { rpId, origins }: PasskeySettings,
  challenge: Buffer,
  credential: RegisteredCredential,
): Promise<Registered | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  try {
    if (await isAttested(credential)) return undefined
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { ...credential, clientExtensionResults: {} },
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: [...origins],
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (registrationInfo?.credential.id !== credential.id) return undefined
    const { publicKey, counter } = registrationInfo.credential
    return {
      publicKey: Buffer.from(publicKey),
      signCount: counter,
      deviceType: deviceTypeOf[registrationInfo.credentialDeviceType],
      isBackedUp: registrationInfo.credentialBackedUp,
    }
  } catch {
    return undefined
  }
}

/**
 * Whether certificates vouch for the authenticator. We ask for none, so browsers take them away; reading whatever somebody
 * else sends is work that nobody needs.
 */
async function isAttested({ response }: RegisteredCredential): Promise<boolean> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers')
  const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(response.attestationObject, 'base64url')))
  const format = attestation.get('fmt')
  const isByItself = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined
  return format !== 'none' && !isByItself
}

/** What a genuine login says. */
export type Asserted = Pick<Registered, 'signCount' | 'isBackedUp'>

/** What a passkey answers a challenge with; undefined where that is not genuine. Whether its count has grown is not asked. */
export async function verifyAsserted(
  { rpId, origins }: PasskeySettings,
  challenge: Buffer,
  passkey: StoredPasskey,
  credential: AssertedCredential,
): Promise<Asserted | undefined> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { userHandle, ...response } = credential.response
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...credential,
        response: { ...response, ...(userHandle && { userHandle }) },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: [...origins],
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: { id: credential.id, publicKey: new Uint8Array(passkey.public_key), counter: 0 },
    })
    if (!verified || deviceTypeOf[authenticationInfo.credentialDeviceType] !== passkey.device_type) return undefined
    return { signCount: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp }
  } catch {
    return undefined
  }
}

const deviceTypeOf = { singleDevice: 'single_device', multiDevice: 'multi_device' } as const
