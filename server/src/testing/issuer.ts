import { generateKeyPairSync } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JWK } from 'jose'
import Provider, { errors } from 'oidc-provider'

/** Who an issuer says somebody is. */
export interface Account {
  sub: string
  email?: string
  email_verified?: unknown
}

export interface TokenOptions {
  audience?: string
  expiresInSeconds?: number
}

export const audience = 'https://api.stoa.example'

/** An outside issuer on this machine: a real OpenID provider, which gives JWTs for our audience. */
export class Issuer {
  readonly url: string
  /** Paths that were asked for, in order. */
  readonly requests: string[] = []
  /** Emits the path of each request when it has been answered. */
  readonly events = new EventEmitter()
  private readonly port: number
  private readonly accounts = new Map<string, Account>()
  private provider: Provider
  private server: Server | undefined

  constructor(port: number, keys: JWK[]) {
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    this.provider = this.createProvider(keys)
  }

  /** @param keys private keys; the first that fits signs */
  static async start(keys = [newKey()]): Promise<Issuer> {
    const issuer = new Issuer(await freePort(), keys)
    await issuer.resume()
    return issuer
  }

  /** An access token, as a login would end with. */
  async token(account: Account, options: TokenOptions = {}): Promise<string> {
    this.accounts.set(account.sub, account)
    const { audience: meant = audience, expiresInSeconds = 600 } = options
    const client = await this.provider.Client.find('pages')
    const resourceServer = new this.provider.ResourceServer(meant, {
      scope: 'api',
      audience: meant,
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'ES256' } },
    })
    const token = new this.provider.AccessToken({
      accountId: account.sub,
      client: client!,
      scope: 'api',
      expiresIn: expiresInSeconds,
      resourceServer,
      claims: {},
      gty: 'authorization_code',
      grantId: 'grant',
      sessionUid: 'session',
    })
    return token.save()
  }

  /** Starts again with other keys, at the same address. */
  async restart(keys: JWK[]): Promise<void> {
    await this.stop()
    this.provider = this.createProvider(keys)
    await this.resume()
  }

  async stop(): Promise<void> {
    const { server } = this
    this.server = undefined
    server?.closeAllConnections()
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
  }

  /** @param answer instead of the provider's own */
  async resume(answer: RequestListener = this.provider.callback()): Promise<void> {
    const server = createServer((request, response) => {
      this.requests.push(request.url!)
      response.on('finish', () => this.events.emit(request.url!))
      answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    this.server = server
  }

  private createProvider(keys: JWK[]): Provider {
    return new Provider(this.url, {
      clients: [
        {
          client_id: 'pages',
          redirect_uris: ['https://shop.example/cb'],
          token_endpoint_auth_method: 'none',
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys },
      features: {
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => {
            throw new errors.InvalidTarget()
          },
        },
      },
      cookies: { keys: ['for tests only'] },
      extraTokenClaims: (_, token) => {
        const { sub, ...claims } = this.accounts.get((token as { accountId?: string }).accountId ?? '') ?? { sub: '' }
        return claims
      },
    })
  }
}

let made = 0

/** A private key on P-256 with a name of its own. */
export function newKey(): JWK {
  made++
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), use: 'sig', alg: 'ES256', kid: `key-${made}` }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
