import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { after, afterEach, before, describe, test } from 'node:test'
import { setImmediate as immediately } from 'node:timers/promises'
import { type RegistryDatabase, registryDatabase } from '../testing/registry-database.ts'
import { type Listener, listen } from './listen.ts'

/** A line to the database that can be cut, or go silent without a word, as a firewall makes it. */
class Line {
  readonly server: Server
  isSilent = false
  isClosed = false
  private readonly sockets = new Set<Socket>()

  constructor(target: URL) {
    this.server = createServer({ allowHalfOpen: true }, (near) => {
      if (this.isClosed) return near.destroy()
      const far = connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true })
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(from)
        from.on('data', (data) => this.isSilent || to.write(data))
        from.on('end', () => this.isSilent || to.end())
        from.on('close', () => to.destroy())
        from.on('error', () => to.destroy())
      }
      return near
    })
  }

  /** What is said from now on arrives when it is let go. */
  hold(): void {
    for (const socket of this.sockets) socket.pause()
  }

  letGo(): void {
    for (const socket of this.sockets) socket.resume()
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy()
    this.sockets.clear()
  }
}

/** Remembers what happened, and lets a test wait for what is to happen. */
function journal() {
  const entries: string[] = []
  let wake = () => {}
  return {
    entries,
    note(entry: string) {
      entries.push(entry)
      wake()
    },
    async until(entry: string) {
      while (!entries.includes(entry)) await new Promise<void>((resolve) => (wake = resolve))
    },
  }
}

describe('listening to PostgreSQL', { timeout: 20_000 }, () => {
  let database: RegistryDatabase
  let line: Line
  let lineUrl: string
  let listener: Listener | undefined

  before(async () => {
    database = await registryDatabase()
    line = new Line(new URL(database.url))
    line.server.listen(0, '127.0.0.1')
    await once(line.server, 'listening')
    const url = new URL(database.url)
    url.host = `127.0.0.1:${(line.server.address() as { port: number }).port}`
    lineUrl = url.href
  })
  afterEach(() => listener?.close())
  after(async () => {
    line.cut()
    line.server.close()
    await database.drop()
  })

  const notify = (channel: string, payload: string) =>
    database.pool.query('select pg_notify($1, $2)', [channel, payload])

  async function countListeners(): Promise<number> {
    const { rowCount } = await database.pool.query(
      `select 1 from pg_stat_activity where application_name = 'tenancy listener' and datname = current_database()`,
    )
    return rowCount ?? 0
  }

  test('each channel has its handler', async () => {
    const { note, until, entries } = journal()
    listener = await listen(database.url, {
      tenancy_tenants: (payload) => note(`tenant ${payload}`),
      'Odd "name"': (payload) => note(`odd ${payload}`),
    })
    await notify('not listened to', 'x')
    await notify('tenancy_tenants', 'acme')
    await notify('Odd "name"', '')
    await until('odd ')
    assert.deepEqual(entries, ['tenant acme', 'odd '])
    await listener.close()
  })

  test('a handler that throws is reported and ends nothing', async () => {
    const { note, until } = journal()
    listener = await listen(
      database.url,
      {
        some: (payload) => {
          if (payload === 'bad') throw new Error('a bug')
          note(payload)
        },
      },
      { onError: (error) => note(error.message) },
    )
    await notify('some', 'bad')
    await notify('some', 'good')
    await until('good')
    await until('a bug')
    await listener.close()
  })

  test('a cut line is told, made anew, and told again', async () => {
    const { note, until, entries } = journal()
    listener = await listen(
      lineUrl,
      { some: note },
      {
        onDisconnect: () => note('lost'),
        onReconnect: () => note('back'),
        onError: () => note('error'),
        retryDelayMs: 5,
      },
    )
    await notify('some', 'one')
    await until('one')
    line.isClosed = true
    line.cut()
    await until('lost')
    await notify('some', 'missed')
    entries.length = 0
    await until('error')
    line.isClosed = false
    await until('back')
    await notify('some', 'two')
    await until('two')
    assert.ok(!entries.includes('missed'))
    await listener.close()
  })

  test('a line that went silent is noticed', async () => {
    const { note, until } = journal()
    listener = await listen(
      lineUrl,
      { some: note },
      {
        onDisconnect: () => {
          line.isSilent = false
          note('lost')
        },
        onReconnect: () => note('back'),
        onError: () => {},
        silenceMs: 1_000,
        retryDelayMs: 5,
      },
    )
    line.isSilent = true
    await until('lost')
    await until('back')
    await notify('some', 'heard')
    await until('heard')
    await listener.close()
  })

  test('a server that says nothing for a while is not believed meanwhile, and is heard again afterwards', async () => {
    const { entries, note, until } = journal()
    const onError = ({ message }: Error) => note(message)
    const told = { onDisconnect: () => note('doubted'), onReconnect: () => note('believed'), onError }
    listener = await listen(lineUrl, { some: note }, told)
    line.hold()
    await until('doubted')
    line.letGo()
    await until('believed')
    await notify('some', 'heard')
    await until('heard')
    assert.deepEqual(entries, ['doubted', 'believed', 'heard'])
    await listener.close()
  })

  test('a line that is silent while it is made anew is given up, and tried again', async () => {
    const { note, until } = journal()
    listener = await listen(
      lineUrl,
      { some: note },
      {
        onReconnect: () => note('back'),
        onError: (error) => {
          if (!error.message.includes('timeout')) return
          line.isSilent = false
          note('gave up')
        },
        connectTimeoutMs: 1_000,
        retryDelayMs: 5,
      },
    )
    line.isSilent = true
    line.cut()
    await until('gave up')
    await until('back')
    await listener.close()
  })

  test('closing does not wait for a line that went silent', { timeout: 5_000 }, async () => {
    listener = await listen(lineUrl, {}, { onError: () => {} })
    line.isSilent = true
    await listener.close()
    line.isSilent = false
    line.cut()
  })

  test('closing ends the connection, and an attempt to make it anew', async () => {
    const { note, until, entries } = journal()
    const options = { onDisconnect: () => note('lost'), onReconnect: () => note('back'), onError: () => {} }
    listener = await listen(lineUrl, { some: note }, options)
    assert.equal(await countListeners(), 1)
    await listener.close()
    assert.deepEqual(entries, [])
    while (await countListeners()) await immediately()
    listener = await listen(lineUrl, { some: note }, { ...options, retryDelayMs: 60_000 })
    line.cut()
    await until('lost')
    await listener.close()
    assert.deepEqual(entries, ['lost'])
  })

  test('a database that cannot be reached at first is an error', async () => {
    await assert.rejects(listen('postgres://nobody@127.0.0.1:1/none', {}), { code: 'ECONNREFUSED' })
  })
})
