import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
  /** Stable code of a refusal. */
  code: string | undefined
}

/** A call as it goes over the wire. */
export interface WireCall {
  method: string
  /** Path and query, as they stand in the request line. */
  url: string
  headers: Record<string, string | string[]>
  body?: string | Buffer | undefined
}

/** Speaks HTTP with the server over a few sockets that stay open, as clients do. */
export class Client {
  readonly port: number
  private readonly agent: Agent

  constructor(port: number, sockets = 32) {
    this.port = port
    this.agent = new Agent({ keepAlive: true, maxSockets: sockets })
  }

  send({ method, url, headers, body }: WireCall): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const options = {
        agent: this.agent,
        host: '127.0.0.1',
        port: this.port,
        method,
        headers: { ...length, ...headers },
      }
      const sent = request({ ...options, path: url }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          resolve(answerOf(response.statusCode!, response.headers, Buffer.concat(chunks).toString('utf8')))
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  /**
   * Sends these bytes as they are on a socket of their own, and reads until the server closes it or has answered once.
   * @param parts sent one after the other, each when the one before has left
   */
  sendBytes(...parts: (string | Buffer)[]): Promise<Answer | undefined> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, '127.0.0.1')
      const chunks: Buffer[] = []
      const end = () => {
        socket.destroy()
        resolve(firstAnswer(Buffer.concat(chunks)))
      }
      socket.on('data', (chunk) => {
        chunks.push(chunk)
        if (isWhole(Buffer.concat(chunks))) end()
      })
      // A server that refuses may reset what still comes.
      socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? reject(error) : end()))
      socket.on('close', end)
      const write = (index: number) => {
        if (index < parts.length) socket.write(parts[index]!, () => setImmediate(write, index + 1))
      }
      write(0)
    })
  }

  close(): void {
    this.agent.destroy()
  }
}

/** The head of a request, to be sent as bytes. */
export function headOf({ method, url, headers }: WireCall): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
  return [`${method} ${url} HTTP/1.1`, 'host: localhost', ...lines, '', ''].join('\r\n')
}

function answerOf(status: number, given: IncomingHttpHeaders, body: string): Answer {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) headers[name] = String(value)
  return { status, headers, body, code: codeIn(headers, body) }
}

function codeIn(headers: Record<string, string>, body: string): string | undefined {
  const isProblem = /^application\/problem\+json/.test(headers['content-type'] ?? '')
  if (!isProblem || body === '' || headers['content-encoding']) return undefined
  return JSON.parse(body).code
}

const headEnd = '\r\n\r\n'

function isWhole(received: Buffer): boolean {
  const { body, length } = split(received) ?? {}
  return body !== undefined && length !== undefined && body.length >= length
}

/** The first final answer among the bytes; a second one belongs to what was smuggled behind the first request. */
function firstAnswer(received: Buffer): Answer | undefined {
  const parts = split(received)
  if (!parts) return undefined
  const [first = '', ...lines] = parts.head.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return answerOf(Number(first.split(' ')[1]), headers, parts.body.subarray(0, parts.length).toString('utf8'))
}

function split(received: Buffer): { head: string; body: Buffer; length: number | undefined } | undefined {
  const end = received.indexOf(headEnd)
  if (end < 0) return undefined
  const head = received.toString('latin1', 0, end)
  const body = received.subarray(end + headEnd.length)
  if (/^HTTP\/1\.1 1\d\d /.test(head)) return split(body)
  const length = /^content-length: (\d+)/im.exec(head)?.[1]
  return { head, body, length: length === undefined ? undefined : Number(length) }
}
