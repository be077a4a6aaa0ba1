import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { InvalidToken, IssuerUnavailable } from '../refusals.ts'
import { tokenChallenge } from '../tokens/access-token.ts'
import { type IssuerSettings, isTrustworthy } from './issuer-settings.ts'

/** How long keys go on without being asked for again, so that what an issuer takes back is not believed for ever. */
const renewAfterMs = 10 * 60_000
const timeoutMs = 5_000
/** Of what an issuer answers; real key sets have some thousand bytes. */
const maxBytes = 256 * 1024

type RemoteKeys = ReturnType<typeof createRemoteJWKSet>

/**
 * The public keys of one issuer, fetched when they are first needed and again for a key that is not among them; never
 * more often than the cooldown allows, whatever tokens are sent and whether the issuer answers or not. Keys that are
 * there go on while the issuer is away.
 */
export class IssuerKeys {
  private readonly settings: IssuerSettings
  private readonly clock: () => Date
  private readonly cooldownMs: number
  private renewing: Promise<void> | undefined
  private remote: Promise<RemoteKeys> | undefined
  private failedAtMs = Number.NEGATIVE_INFINITY
  private triedAtMs = Number.NEGATIVE_INFINITY

  constructor(settings: IssuerSettings, clock: () => Date, cooldownMs: number) {
    this.settings = settings
    this.clock = clock
    this.cooldownMs = cooldownMs
  }

  /** The key that a token's header names; for `jwtVerify`. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (typeof header.kid !== 'string') throw InvalidToken(undefined, tokenChallenge)
    const keys = await this.fetchedKeys()
    if (this.now() - this.triedAtMs > renewAfterMs) this.renewing = keys.reload().catch(() => {})
    return keys(header, token)
  }

  /** Resolves when no renewal is under way; nobody who verifies a token waits for one. */
  async settled(): Promise<void> {
    await this.renewing
  }

  private fetchedKeys(): Promise<RemoteKeys> {
    this.remote ??= this.locate().then(
      (url) =>
        createRemoteJWKSet(url, {
          timeoutDuration: timeoutMs,
          cooldownDuration: this.cooldownMs,
          cacheMaxAge: Number.POSITIVE_INFINITY,
          [customFetch]: async (address, { signal }) => Response.json(await this.get(address, signal, isKeySet)),
        }),
      (error) => {
        this.remote = undefined
        throw error
      },
    )
    return this.remote
  }

  private async locate(): Promise<URL> {
    const { issuer, jwksUri } = this.settings
    if (jwksUri !== undefined) return new URL(jwksUri)
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    const isOfIssuer = (value: unknown) =>
      isDiscovery(value) && value.issuer === issuer && isTrustworthy(value.jwks_uri)
    const { jwks_uri } = (await this.get(address, AbortSignal.timeout(timeoutMs), isOfIssuer)) as { jwks_uri: string }
    return new URL(jwks_uri)
  }

  /** A JSON document of the issuer that is what it should be; refuses with `IssuerUnavailable`. */
  private async get(address: string, signal: AbortSignal, isRight: (value: unknown) => boolean): Promise<unknown> {
    if (this.now() - this.failedAtMs < this.cooldownMs) throw unavailable()
    this.triedAtMs = this.now()
    try {
      const response = await fetch(address, { signal, redirect: 'manual', headers: { accept: 'application/json' } })
      const value = response.status === 200 ? JSON.parse(await limitedText(response)) : undefined
      if (isRight(value)) return value
    } catch {
      // Whatever went wrong on the way to an issuer, the answer is the same, and its operators know more than we do.
    }
    this.failedAtMs = this.now()
    throw unavailable()
  }

  private now(): number {
    return this.clock().getTime()
  }
}

function unavailable() {
  return IssuerUnavailable(undefined, { headers: { 'retry-after': '30' } })
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > maxBytes) throw new Error('the answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function isKeySet(value: unknown): boolean {
  const { keys } = (value ?? {}) as { keys?: unknown }
  return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null)
}

function isDiscovery(value: unknown): value is { issuer: string; jwks_uri: string } {
  const { issuer, jwks_uri } = (value ?? {}) as Record<string, unknown>
  return typeof issuer === 'string' && typeof jwks_uri === 'string'
}
