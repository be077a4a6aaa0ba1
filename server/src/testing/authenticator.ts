import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What our routes answer for `navigator.credentials`, as far as an authenticator reads it. */
export interface Ceremony {
  challenge: string
  rp?: { id: string }
  rpId?: string
  user?: { id: string }
}

/** What to do differently from a browser and an authenticator that are as they should be. */
export interface Misbehaviour {
  origin?: string
  isUserVerified?: boolean
  isUserPresent?: boolean
  challenge?: string
  rpId?: string
  /** What it says of its signatures; its own count otherwise. */
  signCount?: number
  userHandle?: string | null
  isSynchronised?: boolean
  /** Vouches for what was made, which nobody asks for; gets what is to be signed. */
  attest?: (signed: Buffer) => { format: string; statement: Buffer }
}

const flags = { present: 0x01, verified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40 }

/** A passkey made in memory, with a browser around it: what it answers is genuine unless it is told to misbehave. */
export class Authenticator {
  readonly credentialId = randomBytes(32)
  signCount = 0
  private readonly origin: string
  private readonly privateKey: KeyObject
  private readonly publicKey: KeyObject
  private userHandle: string | undefined

  constructor(origin = 'http://localhost:5173') {
    this.origin = origin
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.privateKey = pair.privateKey
    this.publicKey = pair.publicKey
  }

  get id(): string {
    return this.credentialId.toString('base64url')
  }

  /** What `navigator.credentials.create` resolves with, as JSON. */
  create(options: Ceremony, misbehaviour: Misbehaviour = {}) {
    this.userHandle = options.user?.id
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.credentialId.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, this.credentialId, this.coseKey()])
    const authData = Buffer.concat([this.header(options, misbehaviour, flags.attested), attested])
    const clientData = this.clientData('webauthn.create', options, misbehaviour)
    const { attest = () => ({ format: 'none', statement: Buffer.from([0xa0]) }) } = misbehaviour
    const { format, statement } = attest(Buffer.concat([authData, createHash('sha256').update(clientData).digest()]))
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      cborText('fmt'),
      cborText(format),
      cborText('attStmt'),
      statement,
      cborText('authData'),
      Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]),
      authData,
    ])
    const clientDataJSON = clientData.toString('base64url')
    const response = { clientDataJSON, attestationObject: attestationObject.toString('base64url') }
    return { ...this.credential(), response: { ...response, transports: ['internal'] } }
  }

  /** What `navigator.credentials.get` resolves with, as JSON. */
  get(options: Ceremony, misbehaviour: Misbehaviour = {}) {
    this.signCount++
    const authenticatorData = this.header(options, misbehaviour, 0)
    const clientData = this.clientData('webauthn.get', options, misbehaviour)
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
    const { userHandle = this.userHandle } = misbehaviour
    return {
      ...this.credential(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, this.privateKey).toString('base64url'),
        userHandle,
      },
    }
  }

  private credential() {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {} }
  }

  private clientData(type: string, { challenge }: Ceremony, { origin = this.origin, ...said }: Misbehaviour): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge: said.challenge ?? challenge, origin, crossOrigin: false }))
  }

  /** The hash of the relying party's id, the flags and the count of signatures. */
  private header(options: Ceremony, misbehaviour: Misbehaviour, more: number): Buffer {
    const { isUserPresent = true, isUserVerified = true, isSynchronised = false } = misbehaviour
    const rpId = misbehaviour.rpId ?? options.rp?.id ?? options.rpId ?? ''
    const count = Buffer.alloc(4)
    count.writeUInt32BE(misbehaviour.signCount ?? this.signCount)
    const synchronised = isSynchronised ? flags.backupEligible | flags.backedUp : 0
    const said = (isUserPresent ? flags.present : 0) | (isUserVerified ? flags.verified : 0) | synchronised | more
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([said]), count])
  }

  /** The public key as COSE: kty EC2, alg ES256, crv P-256, x, y. */
  private coseKey(): Buffer {
    const { x, y } = this.publicKey.export({ format: 'jwk' })
    const coordinates = [x!, y!].map((coordinate) => Buffer.from(coordinate, 'base64url'))
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20])
    return Buffer.concat([head, coordinates[0]!, Buffer.from([0x22, 0x58, 0x20]), coordinates[1]!])
  }
}

/** A text of less than 24 bytes as CBOR. */
function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
}
