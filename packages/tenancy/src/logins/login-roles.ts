/** The database roles behind direct logins; nobody logs in as one of these. */
export const loginRoles = {
  /** What every login that only reads is given. */
  reader: 'stoa_login_reader',
  /** What every login that reads and writes is given. */
  writer: 'stoa_login_writer',
  /** What the logins of tenants with shared tables are given beside that. */
  shared: 'stoa_login_shared',
  /** Makes logins and ends them, through the functions of its schema and in no other way. */
  maker: 'stoa_login_maker',
} as const

/** Schema of the functions that make logins; they run as the maker, and the owner alone may call them. */
export const makerSchema = 'tenancy_logins'

/** The name of a login as a regular expression: the number of its database, and what tells it from others. */
export const loginNames = '^stoa_login_[0-9]+_[0-9a-f]{20}$'

/** How many sessions a login has at most. */
export const loginSessions = 5

/** What a login's sessions start with. It may change all of it; what it may not is its number of sessions. */
export const loginSettings: Readonly<Record<string, string>> = {
  statement_timeout: '5min',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '60s',
  // With a sequential scan row security is asked at every row, with an index on the tenant once.
  enable_seqscan: 'off',
}
