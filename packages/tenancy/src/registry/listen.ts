import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { handsSessionsOn, isPooled } from '../wire/pooling.ts'

/** What is done with a notice of a channel. */
export type Channels = Readonly<Record<string, (payload: string) => void>>

/** Whom to tell of the connection's state. */
export interface ListenOptions {
  /** The connection was lost, or has fallen silent: from here on notices may be missed. */
  onDisconnect?: (() => void) | undefined
  /** Listening again: whatever was cached may be out of date. */
  onReconnect?: (() => void) | undefined
  /** Told of lost connections, failed attempts and handlers that threw. Default: a process warning. */
  onError?: (error: Error) => void
  /** The connection is asked for a sign of life this often; no answer in this time is silence. Default 250. */
  heartbeatMs?: number
  /** A connection that is silent for so long is given up, and made anew. Default 10,000. */
  silenceMs?: number
  /** Bound of one attempt to connect. Default 10,000. */
  connectTimeoutMs?: number
  /** Wait before the first attempt to reconnect; doubles up to 5 s. Default 100. */
  retryDelayMs?: number
}

/** The URL leads to a pooler that hands sessions on, where a notice reaches whoever has the session, or nobody. */
export class ListenerPooled extends Error {
  override readonly name = 'ListenerPooled'

  constructor() {
    super('Notices do not pass a pooler in transaction mode: listen at the server itself.')
  }
}

/** A connection that hears notices; see `listen`. */
export interface Listener {
  close(): Promise<void>
}

const longestRetryDelayMs = 5_000
const longestGoodbyeMs = 1_000

/**
 * Listens to PostgreSQL's notices on a connection of its own, for good: a lost connection is made anew. Resolves when
 * it listens; rejects when the first connection fails.
 * @throws ListenerPooled when the URL leads to a pooler in transaction mode
 */
export async function listen(url: string, channels: Channels, options: ListenOptions = {}): Promise<Listener> {
  const { heartbeatMs = 250, silenceMs = 10_000, connectTimeoutMs = 10_000, retryDelayMs = 100 } = options
  const onError = options.onError ?? ((error: Error) => process.emitWarning(error))
  const closing = new AbortController()
  let client = await connect(url, channels, connectTimeoutMs, onError)

  const watching = { ...options, heartbeatMs, silenceMs, closing: closing.signal }

  async function keepListening(): Promise<void> {
    await untilLost(client, watching)
    while (!closing.signal.aborted) {
      options.onDisconnect?.()
      const next = await reconnect()
      if (!next) return
      client = next
      options.onReconnect?.()
      await untilLost(client, watching)
    }
    await hangUp(client)
  }

  async function reconnect(): Promise<pg.Client | undefined> {
    for (let delayMs = retryDelayMs; ; delayMs = Math.min(delayMs * 2, longestRetryDelayMs)) {
      await pause(delayMs, closing.signal)
      if (closing.signal.aborted) return undefined
      try {
        return await connect(url, channels, connectTimeoutMs, onError)
      } catch (error) {
        onError(error as Error)
      }
    }
  }

  const done = keepListening()
  return {
    async close() {
      closing.abort()
      await done
    },
  }
}

async function connect(url: string, channels: Channels, timeoutMs: number, onError: (error: Error) => void) {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tenancy listener',
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  })
  client.on('error', onError)
  client.on('notification', ({ channel, payload }) => {
    try {
      channels[channel]?.(payload ?? '')
    } catch (error) {
      onError(error as Error)
    }
  })
  try {
    await client.connect()
    if ((await isPooled(client)) && (await handsSessionsOn(url, timeoutMs))) throw new ListenerPooled()
    for (const channel of Object.keys(channels)) await client.query(`listen ${client.escapeIdentifier(channel)}`)
  } catch (error) {
    client.connection.stream.destroy()
    throw error
  }
  return client
}

interface Watching extends ListenOptions {
  heartbeatMs: number
  silenceMs: number
  closing: AbortSignal
}

/**
 * A connection can die without a word (a firewall, a lost host), so it is asked for a sign of life. While it is silent
 * notices count as missed; a server that is merely busy answers in the end, and the connection goes on.
 */
async function untilLost(client: pg.Client, { heartbeatMs, silenceMs, closing, ...tell }: Watching): Promise<void> {
  const lost = new AbortController()
  client.once('end', () => lost.abort())
  const over = AbortSignal.any([lost.signal, closing])
  const question = { text: 'select 1', query_timeout: silenceMs }
  while (!over.aborted) {
    await pause(heartbeatMs, over)
    if (over.aborted) return
    const answer = client.query(question).then(
      () => true,
      () => false,
    )
    const isSilent = !(await Promise.race([answer.then(() => true), pause(heartbeatMs, over)]))
    if (isSilent && !over.aborted) tell.onDisconnect?.()
    const isAlive = await Promise.race([answer, over.aborted || once(over, 'abort')])
    if (over.aborted) return
    if (!isAlive) {
      // Saying good-bye would wait for a peer that is gone.
      client.connection.stream.destroy()
      return
    }
    if (isSilent) tell.onReconnect?.()
  }
}

async function hangUp(client: pg.Client): Promise<void> {
  const answered = new AbortController()
  const ended = client.end().finally(() => answered.abort())
  await Promise.race([ended, pause(longestGoodbyeMs, answered.signal)])
  client.connection.stream.destroy()
}

async function pause(delayMs: number, over: AbortSignal): Promise<void> {
  await wait(delayMs, undefined, { signal: over }).catch(() => undefined)
}
