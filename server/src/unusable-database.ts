import { MigrationFailed, MigrationRefused, roles, UnsafeDatabase } from '@stoa/tenancy'

/** The database cannot be worked with; the message says what to do about it, and holds no secret. */
export class UnusableDatabase extends Error {
  override readonly name = 'UnusableDatabase'
}

/** Which server is meant, and who looks after it. */
export interface DatabaseServer {
  adminUrl: string
  isEmbedded: boolean
}

/** Runs `work` on the server; when that ends because the server cannot be worked with, it says so in a sentence. */
export async function withRemedy<T>(server: DatabaseServer, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw inWords(error, server)
  }
}

const told = [UnusableDatabase, MigrationFailed, MigrationRefused, UnsafeDatabase]

const connectionCodes =
  /^(ECONN(REFUSED|RESET)|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EPROTO|.*CERT.*|.*_SIGNATURE|08...|57P0.|53300)$/
const connectionMessages = /^(connection terminated|timeout expired|the server does not support SSL)/i

function inWords(error: unknown, { adminUrl, isEmbedded }: DatabaseServer): unknown {
  if (told.some((kind) => error instanceof kind)) return error
  const cause = firstOf(error)
  const fault = faultOf(cause, isEmbedded)
  if (!fault) return error
  const { hostname, port } = new URL(adminUrl)
  const [what, remedy] = fault
  const message = `PostgreSQL at ${hostname}:${port || 5432} ${what}: ${cause.message.replace(/\.$/, '')}. ${remedy}`
  return new UnusableDatabase(message, { cause })
}

/** What is wrong, and what to do about it; undefined when it does not lie in the server. */
function faultOf({ code = '', message }: Fault, isEmbedded: boolean): [what: string, remedy: string] | undefined {
  const isOwnRole = code === '58P01' || Object.values(roles).some((role) => message.includes(`"${role}"`))
  if (['28P01', '28000', '58P01'].includes(code)) {
    const own = '"stoa migrate up", and every start, puts the roles, their passwords and settings right.'
    return ['refuses the login', isOwnRole ? own : 'Give DATABASE_URL a user and a password that it takes.']
  }
  if (code === '42501') {
    const remedy = 'The user of DATABASE_URL must be a superuser, or own the database and have CREATEROLE'
    return ['does not permit what is needed', `${remedy} (and CREATEDB, to make the database).`]
  }
  if (!connectionCodes.test(code) && !connectionMessages.test(message)) return undefined
  if (isEmbedded) return ['cannot be reached', 'Start again; postgres.log in the directory of STOA_DATA may tell more.']
  return ['cannot be reached', 'See that it runs, and that DATABASE_URL names it.']
}

interface Fault {
  code?: string
  message: string
}

/** A host with several addresses fails once for each of them, under an error without words. */
function firstOf(error: unknown): Fault {
  const [first] = error instanceof AggregateError ? error.errors : []
  return first ?? error
}
