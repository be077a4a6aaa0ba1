/** What a new session holds, whoever's it is. */
export interface NewSessionColumns {
  id: string
  refresh_salt: Buffer
  refresh_count: number
  refreshed_at: string
  user_agent: string | null
  address: string
  created_at: string
  last_used_at: string
  expires_at: string
}

export const newSessionColumns = [
  'id',
  'refresh_salt',
  'refresh_count',
  'refreshed_at',
  'user_agent',
  'address',
  'created_at',
  'last_used_at',
  'expires_at',
] as const

/** What a refresh has to know of it. */
export const refreshColumns = [
  'id',
  'refresh_salt',
  'refresh_count',
  'refreshed_at',
  'expires_at',
  'revoked_at',
] as const
