import type { AddressInfo } from 'node:net'
import { after, before } from 'node:test'
import type { Placement, Tenant } from '@stoa/tenancy'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import pino from 'pino'
import { createWorld, testPasskeys, testSecret, type World } from '#testing'
import { type AssembleOptions, assemble } from '../../src/assemble.ts'
import { type Areas, readAreas } from './area.ts'
import { type Answer, Client } from './client.ts'
import { type ApiDocument, type Door, type Operation, readDocument } from './document.ts'
import { createJudge, type Judge } from './judge.ts'
import { makeRoom } from './room.ts'
import { exampleOf, renewed, withReferences } from './schema-values.ts'

/** What a call says beyond its operation; the rest is what a caller would say who knows the document. */
export interface Sent {
  /** Access token; null for none. Default: of somebody the door lets in. */
  token?: string | null
  /** Values of the path's parameters. */
  path?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  body?: unknown
  /** Bytes instead of a body. */
  bytes?: string | Buffer
  /** A header that is null is left out. */
  headers?: Readonly<Record<string, string | null>>
  /** In which tenant. Default: the world's. */
  tenant?: Tenant
  /** What must hold while the call is made. */
  around?: <T>(call: () => Promise<T>) => Promise<T>
}

/** An answer, and the operation that was asked. */
export interface Answered extends Answer {
  operation: Operation
  /** The body, parsed. */
  row: Record<string, unknown>
}

/** How short a request may take to arrive here, so that what trickles in is refused while a test waits. */
const requestTimeoutMs = 2_000

export interface StageOptions {
  /** Serves these instead of the world's platform. */
  serve?: (world: World) => FastifyInstance
}

/**
 * A running platform behind a real socket, and whoever its doors let in. Every answer is held against the document; what
 * differs is kept in `faults`.
 */
export class Stage {
  readonly world: World
  readonly app: FastifyInstance
  readonly client: Client
  /** As superuser of the database. */
  readonly admin: pg.Client
  readonly document: ApiDocument
  readonly areas: Areas
  readonly faults = new Set<string>()
  /** `<operation> <status or code>` of everything that was answered. */
  readonly seen = new Set<string>()
  private readonly judge: Judge
  private readonly tokens = new Map<Door, Promise<string>>()
  private readonly clock: { offsetMs: number }
  private marks = 0

  constructor(
    parts: Pick<Stage, 'world' | 'app' | 'client' | 'admin' | 'document' | 'areas'> & { clock: { offsetMs: number } },
  ) {
    this.world = parts.world
    this.app = parts.app
    this.client = parts.client
    this.admin = parts.admin
    this.document = parts.document
    this.areas = parts.areas
    this.clock = parts.clock
    this.judge = createJudge(parts.document)
  }

  /** Calls an operation, or the one with this id, with everything it needs that is not said. */
  async call(of: Operation | string, sent: Sent = {}): Promise<Answered> {
    const operation = typeof of === 'string' ? this.document.operation(of) : of
    const written = await this.written(operation, sent)
    const { around = (call) => call() } = sent
    return this.answered(operation, await around(() => this.client.send(written)))
  }

  /** Keeps an answer in mind, however it was got, and what is wrong with it. */
  answered(operation: Operation, answer: Answer): Answered {
    for (const fault of this.judge(operation, answer)) this.faults.add(`${operation.id}: ${fault}`)
    this.seen.add(`${operation.id} ${answer.status}`)
    if (answer.code) this.seen.add(`${operation.id} ${answer.code}`)
    const isJson = answer.body !== '' && /json/.test(answer.headers['content-type'] ?? '')
    return { ...answer, operation, row: isJson ? JSON.parse(answer.body) : {} }
  }

  /** The call as it goes over the wire. */
  async written(operation: Operation, sent: Sent) {
    const { path = {}, query = {}, token = await this.token(operation.door), tenant = this.world.tenant } = sent
    const filled = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name) => encodeURIComponent(path[name] ?? 'none'))
    const search = new URLSearchParams(query).toString()
    const bytes = sent.bytes ?? (sent.body === undefined ? undefined : written(operation, sent.body))
    const isInTenant = operation.honours.includes('tenant')
    const headers = {
      ...(token !== null && operation.door !== 'public' && { authorization: `Bearer ${token}` }),
      ...(isInTenant && { 'x-tenant-id': tenant.id }),
      ...(bytes !== undefined && { 'content-type': operation.body?.type ?? 'application/json' }),
      ...sent.headers,
    }
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== null)) as Record<
      string,
      string
    >
    return { method: operation.method, url: search ? `${filled}?${search}` : filled, headers: given, body: bytes }
  }

  /**
   * A call that should succeed: a path that leads to a new row, what the query must say, and the example as body.
   * @param given of it, which is taken as it is
   */
  async ready(of: Operation | string, given: Sent = {}): Promise<Sent> {
    const operation = typeof of === 'string' ? this.document.operation(of) : of
    await makeRoom(this, operation)
    const prepare = given.path ? undefined : this.areas.ready.get(operation.id)
    const prepared = { ...(await prepare?.(this)), ...given }
    const required = operation.query.filter((parameter) => parameter.required)
    const query = Object.fromEntries(required.map(({ name, schema }) => [name, String(exampleOf(schema))]))
    return {
      query,
      ...(!prepared.path && { path: await this.placeFor(operation) }),
      ...(operation.body && prepared.body === undefined && { body: await this.exampleBody(operation) }),
      ...prepared,
    }
  }

  /** Makes the call and refuses to go on when it does not succeed. */
  async succeed(of: Operation | string, given: Sent = {}): Promise<Answered> {
    const answer = await this.call(of, await this.ready(of, given))
    if (answer.status < 300) return answer
    throw new Error(
      `${answer.operation.id} did not succeed: ${answer.status} ${answer.body}\nWhere the document's example on a new row is ` +
        `not enough, say what is: ready['${answer.operation.id}'] of an area in server/test/contract/provocations/`,
    )
  }

  /** Makes a row by the operation; members of its example are replaced by those given. */
  async make(id: string, members: object = {}): Promise<Record<string, unknown> & { id: string }> {
    const { body, ...ready } = await this.ready(id)
    const answer = await this.succeed(id, { path: {}, ...ready, body: { ...(body as object), ...members } })
    return answer.row as Record<string, unknown> & { id: string }
  }

  /** Where the operation finds what it is for: a new row, and to take back its deletion or purge it one that was deleted. */
  private async placeFor(operation: Operation): Promise<Record<string, string>> {
    const path = await this.pathTo(operation)
    const [, row] = /^(.*)\/(?:deletion|purge)$/.exec(operation.path) ?? []
    const deleting = this.document.operations.find((one) => one.method === 'DELETE' && one.path === row)
    if (deleting) await this.succeed(deleting, { path })
    return path
  }

  /** The operation that makes what lies below a path, if there is one: `/api/v1/products`. */
  maker(collection: string): Operation | undefined {
    return this.document.operations.find(
      ({ method, path, success }) => method === 'POST' && path === collection && success === 201,
    )
  }

  /** Values with which the operation's path leads to a row that is there, made for it where the API can. */
  async pathTo({ id, path }: Operation): Promise<Record<string, string>> {
    const template = path.slice(0, path.lastIndexOf('}') + 1)
    if (template === '') return {}
    const collection = template.slice(0, template.lastIndexOf('/'))
    const maker = this.maker(collection)
    if (maker) return valuesIn(template, (await this.succeed(maker)).headers.location ?? '')
    const list = this.document.operations.find(
      (operation) => operation.method === 'GET' && operation.path === collection,
    )
    if (!list)
      throw new Error(
        `${id}: nothing makes or lists what is at ${template}; say its path in ready['${id}'] of an area in server/test/contract/provocations/`,
      )
    const above = await this.pathTo(list)
    const { results } = (await this.succeed(list, { path: above })).row as { results: Record<string, string>[] }
    const name = template.slice(template.lastIndexOf('{') + 1, -1)
    return { ...above, [name]: results[0]?.[name] ?? 'none' }
  }

  async exampleBody({ body }: Operation): Promise<unknown> {
    return this.referring(renewed(body!.schema, body!.example ?? {}, this.mark()))
  }

  /** The body with ids of rows that are there. */
  referring(body: unknown): Promise<unknown> {
    return withReferences(body, async (noun) => {
      const maker = this.document.operations.find(
        ({ method, path, success, door }) =>
          method === 'POST' &&
          success === 201 &&
          door === 'tenant' &&
          isNamed(path.slice(path.lastIndexOf('/') + 1), noun),
      )
      return maker && ((await this.succeed(maker)).row.id as string)
    })
  }

  /** A text that no other call of this stage has. */
  mark(): string {
    return `c${(this.marks++).toString(36)}-`
  }

  /** An access token of somebody the door lets in. */
  token(door: Door): Promise<string> {
    let token = this.tokens.get(door)
    if (!token) {
      token = this.newToken(door)
      this.tokens.set(door, token)
    }
    return token
  }

  async newToken(door: Door): Promise<string> {
    if (door === 'human') return (await this.world.newHuman()).token
    if (door === 'superadmin') return (await this.world.superadmin(`${this.mark()}operator@example.com`)).token
    return (await this.world.newCaller('owner')).token
  }

  /** Serves the same rows once more by a platform of its own, while the work goes on. */
  async elsewhere<T>(options: Partial<AssembleOptions>, work: (client: Client) => Promise<T>): Promise<T> {
    const urls = this.world.database.urls
    const log = pino({ level: 'silent' })
    const own = { urls, secretKey: testSecret, log, passkeys: testPasskeys, purgeEveryMs: 3_600_000 }
    const platform = await assemble({ ...own, ...options })
    await platform.app.listen({ port: 0, host: '127.0.0.1' })
    const client = new Client((platform.app.server.address() as AddressInfo).port)
    try {
      return await work(client)
    } finally {
      client.close()
      await platform.close()
    }
  }

  /** Runs the work at another time, as the server sees it. */
  async at<T>(offsetMs: number, work: () => Promise<T>): Promise<T> {
    this.clock.offsetMs = offsetMs
    try {
      return await work()
    } finally {
      this.clock.offsetMs = 0
    }
  }

  async close(): Promise<void> {
    this.client.close()
    await this.admin.end()
    await this.app.close()
    await this.world.close()
  }
}

export async function openStage(placement: Placement, { serve }: StageOptions = {}): Promise<Stage> {
  const clock = { offsetMs: 0 }
  const world = await createWorld(placement, {
    clock: () => new Date(Date.now() + clock.offsetMs),
    edge: { requestTimeoutMs },
  })
  const app = serve?.(world) ?? world.platform.app
  await app.listen({ port: 0, host: '127.0.0.1' })
  const admin = new pg.Client(world.database.adminUrl)
  await admin.connect()
  const client = new Client((app.server.address() as AddressInfo).port)
  const written = await client.send({ method: 'GET', url: '/api/v1/openapi.json', headers: {} })
  const document = readDocument(JSON.parse(written.body))
  return new Stage({ world, app, client, admin, document, areas: await readAreas(), clock })
}

/** A body as its media type has it. */
function written({ body }: Operation, value: unknown): string {
  return body?.type === 'text/csv' ? String(value) : JSON.stringify(value)
}

/** A stage for the surrounding suite: made before its first test, gone after its last. */
export function stageIn(placement: Placement, options: StageOptions = {}): () => Stage {
  let stage: Stage | undefined
  before(async () => {
    stage = await openStage(placement, options)
  })
  after(() => stage?.close())
  return () => {
    if (!stage) throw new Error('the stage exists only while tests run')
    return stage
  }
}

/** Values of the parameters of a path, read from a path that fills it. */
function valuesIn(template: string, path: string): Record<string, string> {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!)
  const found = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`).exec(path)
  if (!found) throw new Error(`${path || 'no Location'} does not lead to ${template}`)
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1]!)]))
}

/** `seller-profiles` holds what `seller_id` and `seller_profile_id` mean. */
function isNamed(segment: string, noun: string): boolean {
  const singular = segment.replace(/ies$/, 'y').replace(/s$/, '').replaceAll('-', '_')
  return singular === noun || singular.startsWith(`${noun}_`)
}
