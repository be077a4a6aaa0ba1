import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { roles } from '#platform/contract'
import { newTenant } from '#testing'
import { type Client, headOf } from './client.ts'
import type { Operation } from './document.ts'
import { exampleOf } from './schema-values.ts'
import type { Answered, Sent, Stage } from './stage.ts'

/** How a code is brought about at any operation that documents it; undefined where this one cannot come to it. */
export interface Provocation {
  each: (operation: Operation) => Promise<Answered | undefined>
  /** What must hold while all of them are called. */
  around?: (calls: () => Promise<void>) => Promise<void>
}

/** Ids that nobody has. */
export const nobody = '0199c0de-7a1b-7c3d-8e4f-0000deadbeef'

/** A call that fits its schemas and leads to no row. */
export function fitting({ pathParameters, query, body }: Operation): Sent {
  const example = ({ name, schema }: Operation['query'][number]) => [name, String(exampleOf(schema))]
  return {
    path: Object.fromEntries(
      pathParameters.map((parameter) =>
        parameter.schema.format === 'uuid' ? [parameter.name, nobody] : example(parameter),
      ),
    ),
    query: Object.fromEntries(query.filter(({ required }) => required).map(example)),
    ...(body && { body: body.example ?? {} }),
  }
}

/** The codes that follow from the wire and the doors: whichever operation documents one must be able to answer it. */
export async function provocationsOfEveryOperation(stage: Stage): Promise<ReadonlyMap<string, Provocation>> {
  return new Map(
    Object.entries({ ...ofHttp(stage), ...(await ofDoors(stage)), ...ofRows(stage), ...(await ofTrouble(stage)) }),
  )
}

type Provocations = Record<string, Provocation>

/** Requests that are broken as such. */
function ofHttp(stage: Stage): Provocations {
  /** The head of a call by somebody the door lets in, with these headers as well. */
  async function head(operation: Operation, headers: Record<string, string>): Promise<string> {
    return headOf(await stage.written(operation, { ...fitting(operation), headers, bytes: '' }))
  }
  async function bytes(operation: Operation, ...parts: string[]): Promise<Answered | undefined> {
    const answer = await stage.client.sendBytes(...parts)
    return answer && stage.answered(operation, answer)
  }
  const json = 'application/json'
  return {
    'request.malformed': {
      each: async (operation) =>
        bytes(
          operation,
          `${await head(operation, { 'content-length': '5', 'transfer-encoding': 'chunked' })}0\r\n\r\n`,
        ),
    },
    'request.bad_url': {
      async each(operation) {
        const written = await stage.written(operation, fitting(operation))
        const url = `${written.url}${written.url.includes('?') ? '&' : '?'}broken=%zz`
        return stage.answered(operation, await stage.client.send({ ...written, url }))
      },
    },
    'request.headers_too_large': {
      each: async (operation) => bytes(operation, await head(operation, { 'x-large': 'a'.repeat(20_000) })),
    },
    'request.bad_json': {
      each: (operation) => stage.call(operation, { ...fitting(operation), bytes: '{"a":' }),
    },
    'request.bad_text': {
      each: (operation) => stage.call(operation, { ...fitting(operation), bytes: Buffer.from([0xff, 0xfe]) }),
    },
    'request.unsupported_media_type': {
      each: (operation) =>
        stage.call(operation, { ...fitting(operation), bytes: 'text', headers: { 'content-type': 'text/plain' } }),
    },
    'request.body_too_large': {
      each: async (operation) =>
        bytes(operation, await head(operation, { 'content-type': json, 'content-length': '2000000000' })),
    },
    'request.timeout': {
      each: async (operation) =>
        bytes(operation, await head(operation, { 'content-type': json, 'content-length': '9' }), '{'),
    },
    'request.invalid': {
      each: (operation) => stage.call(operation, { ...fitting(operation), query: { 'no-such-parameter': 'x' } }),
    },
    'list.invalid_cursor': {
      async each(operation) {
        return stage.call(operation, { ...(await stage.ready(operation)), query: { cursor: 'nobody-gave-this' } })
      },
    },
  }
}

/** Callers whom the door does not let in, and tenants that nobody can enter. */
async function ofDoors(stage: Stage): Promise<Provocations> {
  const { world } = stage
  const owner = (await world.caller('owner')).token
  const outsider = (await world.caller('owner', world.neighbour)).token
  const human = await stage.token('human')
  const stranger = (await world.newHuman(world.neighbour)).token
  const operator = await stage.token('superadmin')
  const impersonating = String((await stage.make('impersonations.create')).access_token)
  // The token of a human says which tenant is meant.
  const own = { 'x-tenant-id': null }
  const [expired, stale, ended] = [await expiredToken(stage), await staleToken(stage), await endedToken(stage)]
  const suspended = await tenantWith(stage, 'suspended')
  const provisioning = await tenantWith(stage, 'provisioning')
  const everyRole = await Promise.all(roles.map((role) => world.caller(role)))

  /** @param ofHuman what is said where humans are let in instead of users */
  const by = (sent: Sent, ofHuman: Sent = sent): Provocation => ({
    each: (operation) =>
      stage.call(operation, { ...fitting(operation), ...(operation.door === 'human' ? ofHuman : sent) }),
  })
  return {
    'access.unauthenticated': by({ token: null }),
    'identity.invalid_token': by({ token: 'of.nobody.here' }),
    'identity.token_expired': by({ token: expired }),
    'identity.token_stale': by({ token: stale }),
    'identity.session_revoked': by({ token: ended }),
    'access.caller_not_admitted': by({ token: human }, { token: owner }),
    'access.impersonating': by({ token: impersonating }),
    'access.superadmin_only': by({ token: owner }),
    'access.not_a_member': by({ token: outsider }, { token: stranger }),
    'access.not_permitted': {
      async each(operation) {
        for (const { token } of everyRole) {
          const answer = await stage.call(operation, { ...fitting(operation), token })
          if (answer.code === 'access.not_permitted') return answer
        }
        return undefined
      },
    },
    'tenancy.missing_tenant': by({ headers: { 'x-tenant-id': null } }),
    'tenancy.malformed_tenant': by({ headers: { 'x-tenant-id': 'no tenant!' } }),
    'tenancy.ambiguous_tenant': by({ query: { tenant_id: world.neighbour.id } }),
    'tenancy.unknown_tenant': by({ headers: { 'x-tenant-id': nobody } }),
    'tenancy.tenant_suspended': by(
      { token: operator, headers: { 'x-tenant-id': suspended.id } },
      { token: suspended.human, headers: own },
    ),
    'tenancy.tenant_provisioning': by(
      { token: operator, headers: { 'x-tenant-id': provisioning.id } },
      { token: provisioning.human, headers: own },
    ),
  }
}

async function expiredToken(stage: Stage): Promise<string> {
  return stage.at(-24 * 60 * 60 * 1000, async () => (await stage.world.newCaller('owner')).token)
}

async function staleToken(stage: Stage): Promise<string> {
  const { userId: id, token } = await stage.world.newCaller('operator')
  await stage.succeed('users.update', { path: { id }, body: { role: 'viewer' } })
  return token
}

async function endedToken(stage: Stage): Promise<string> {
  const { token } = await stage.world.newCaller('owner')
  await stage.succeed('auth.logout', { token })
  return token
}

/** A tenant of that status, and somebody who became one of its humans when it was active. */
async function tenantWith({ world, admin }: Stage, status: string): Promise<{ id: string; human: string }> {
  const tenant = await newTenant(world.platform, status, 'shared')
  const { token: human } = await world.newHuman(tenant)
  const suspended_at = status === 'suspended' ? new Date() : null
  const change = 'update core.tenants set status = $2, suspended_at = $3 where id = $1'
  await admin.query(change, [tenant.id, status, suspended_at])
  world.platform.registry.invalidateAll()
  return { id: tenant.id, human }
}

/** Conditions and keys: what a call says of calls before it. */
function ofRows(stage: Stage): Provocations {
  const ready = async (operation: Operation, headers: Record<string, string>): Promise<Sent> => {
    const sent = await stage.ready(operation)
    return { ...sent, headers: { ...sent.headers, ...headers } }
  }
  return {
    'request.bad_precondition': {
      each: async (operation) => stage.call(operation, await ready(operation, { 'if-match': 'nonsense' })),
    },
    'row.version_stale': {
      each: async (operation) => stage.call(operation, await ready(operation, { 'if-match': '"999999"' })),
    },
    'idempotency.malformed_key': {
      each: async (operation) => stage.call(operation, await ready(operation, { 'idempotency-key': 'two words' })),
    },
    'idempotency.key_reused': {
      async each(operation) {
        const key = { 'idempotency-key': `reused-${stage.mark()}` }
        await stage.succeed(operation, await ready(operation, key))
        return stage.call(operation, await ready(operation, key))
      },
    },
    'idempotency.in_flight': {
      async each(operation) {
        const key = `in-flight-${stage.mark()}`
        const sent = await ready(operation, { 'idempotency-key': key })
        const token = sent.token ?? (await stage.token(operation.door))
        return whileClaimed(stage, operation, actorOf(token), key, () => stage.call(operation, { ...sent, token }))
      },
    },
  }
}

/** While another work, which does not end, has the key. */
async function whileClaimed<T>(stage: Stage, operation: Operation, actor: string, key: string, work: () => Promise<T>) {
  const { tenant, database } = stage.world
  const other = new pg.Client(database.adminUrl)
  await other.connect()
  try {
    await other.query('begin')
    if (operation.honours.includes('tenant')) {
      await other.query(`select ${tenant.schema}.claim_idempotency_key($1, $2, $3)`, [tenant.id, actor, key])
    } else await other.query('select core.claim_idempotency_key($1, $2)', [actor, key])
    return await work()
  } finally {
    await other.end()
  }
}

function actorOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).sub
}

/** A database that is away, that fails, and a tenant that is on its way to another place. */
async function ofTrouble(stage: Stage): Promise<Provocations> {
  const operator = await stage.token('superadmin')
  const paused = await newTenant(stage.world.platform, 'paused', 'shared')
  const { token: human } = await stage.world.newHuman(paused)
  const [serving, looking]: { client?: Client }[] = [{}, {}]
  const askAt = async ({ client }: { client?: Client }, operation: Operation, sent: Sent) => {
    const answer = await client!.send(await stage.written(operation, { ...fitting(operation), ...sent }))
    return metBy(stage.answered(operation, answer))
  }
  return {
    'server.unavailable': {
      // Of what tenants use, only their own connections are lost: their registry would refuse them first.
      around: (calls) =>
        whileCutOff(stage, serving!, ['app', 'reader'], () => whileCutOff(stage, looking!, ['system'], calls)),
      each: (operation) => askAt(operation.honours.includes('tenant') ? serving! : looking!, operation, {}),
    },
    'tenancy.registry_unavailable': {
      around: (calls) => whileCutOff(stage, looking!, ['system'], calls),
      each: (operation) => askAt(looking!, operation, { headers: { 'x-tenant-id': 'not-heard-of' } }),
    },
    'server.internal_error': {
      around: (calls) => whileForbidden(stage, calls),
      each: async (operation) => metBy(await stage.call(operation, fitting(operation))),
    },
    'tenancy.tenant_paused': {
      around: (calls) => whilePaused(stage, paused.id, calls),
      each: async (operation) =>
        metBy(
          await stage.call(operation, {
            ...fitting(operation),
            tenant: paused,
            token: operation.callers.includes('user') ? operator : human,
          }),
        ),
    },
  }
}

/** What asks the database nothing is not troubled. */
function metBy(answer: Answered): Answered | undefined {
  return answer.status < 500 ? undefined : answer
}

/** The platform once more, some of whose roles reach the database on a way that ends in the middle of its work. */
async function whileCutOff(
  stage: Stage,
  away: { client?: Client },
  roles: readonly ('app' | 'reader' | 'system')[],
  calls: () => Promise<void>,
): Promise<void> {
  const { adminUrl, urls: direct } = stage.world.database
  const way = await openWay(new URL(adminUrl))
  const urls = { ...direct }
  for (const role of roles) urls[role] = Object.assign(new URL(urls[role]), { port: way.port }).href
  await stage.elsewhere({ urls }, async (client) => {
    away.client = client
    way.end()
    await calls()
  })
}

/** A port that leads to the server until its end. */
async function openWay(server: URL) {
  const sockets = new Set<Socket>()
  const way = createServer((near) => {
    const far = connect(Number(server.port), server.hostname)
    for (const socket of [near, far]) sockets.add(socket.on('error', () => socket.destroy()))
    near.pipe(far).pipe(near)
  })
  way.listen(0, '127.0.0.1')
  await once(way, 'listening')
  return {
    port: (way.address() as AddressInfo).port,
    end() {
      way.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** The roles that serve may not look into any schema: each statement fails in a way that nobody foresaw. */
async function whileForbidden({ admin, world }: Stage, calls: () => Promise<void>): Promise<void> {
  const { app, reader, system } = world.database.urls
  const served = [app, reader, system].map((url) => new URL(url).username).join(', ')
  const schemas = ['core', 'tenancy', world.tenant.schema].join(', ')
  const { rows: before } = await admin.query("select oid, nspacl::text from pg_namespace where nspname !~ '^pg_'")
  await admin.query(`revoke usage on schema ${schemas} from ${served}`)
  try {
    await calls()
  } finally {
    for (const { oid, nspacl } of before) {
      await admin.query('update pg_namespace set nspacl = $2::aclitem[] where oid = $1', [oid, nspacl])
    }
  }
}

/** The tenant's fence is above its epoch, as in the pause of a move, and nobody can end that. */
async function whilePaused({ admin }: Stage, id: string, calls: () => Promise<void>): Promise<void> {
  await admin.query('select tenancy.fence(id, epoch + 1) from core.tenants where id = $1', [id])
  await admin.query('begin')
  await admin.query('select from core.tenants where id = $1 for update', [id])
  try {
    await calls()
  } finally {
    await admin.query('rollback')
  }
}
