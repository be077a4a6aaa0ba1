/** The pair a login answers. */
export interface Tokens {
  access_token: string
  refresh_token: string
}

/** An API key or access token as it is; or the tokens of a session, renewed when they have run out. */
export type Credentials = string | Tokens

/** Says who calls. */
export class Credential {
  private current: Credentials | undefined
  private renewal: Promise<void> | undefined
  private readonly exchange: (refreshToken: string) => Promise<Tokens>
  private readonly onTokens: (tokens: Tokens) => void

  /**
   * @param exchange gets new tokens for a refresh token
   * @param onTokens told of new ones, to keep them for the next start: the old ones are worth nothing then
   */
  constructor(
    credentials: Credentials | undefined,
    exchange: (refreshToken: string) => Promise<Tokens>,
    onTokens: (tokens: Tokens) => void,
  ) {
    this.current = credentials
    this.exchange = exchange
    this.onTokens = onTokens
  }

  set(credentials: Credentials | undefined): void {
    this.current = credentials
  }

  get token(): string | undefined {
    return typeof this.current === 'string' ? this.current : this.current?.access_token
  }

  get isRenewable(): boolean {
    return typeof this.current === 'object'
  }

  /** Renews what was refused; of many who ask at once one does, because a refresh token is good for one exchange. */
  async renew(refused: string | undefined): Promise<void> {
    if (this.token !== refused) return
    this.renewal ??= this.renewOnce().finally(() => {
      this.renewal = undefined
    })
    await this.renewal
  }

  private async renewOnce(): Promise<void> {
    if (typeof this.current !== 'object') return
    const tokens = await this.exchange(this.current.refresh_token)
    this.current = tokens
    this.onTokens(tokens)
  }
}
