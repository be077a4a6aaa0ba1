import type { Socket } from 'node:net'
import { apiHeaders } from './headers.ts'
import { problemOf, problemType } from './problem.ts'
import { BadRequest, HeadersTooLarge, RequestTimeout } from './refusals.ts'
import { newRequestId } from './request-id.ts'

const meanings: Readonly<Record<string, typeof BadRequest>> = {
  HPE_HEADER_OVERFLOW: HeadersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: RequestTimeout,
}

/** Answers what never became a request: broken HTTP, too many headers, a body that trickles in too slowly. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const refusal = (meanings[error.code ?? ''] ?? BadRequest)()
  const requestId = newRequestId()
  const body = JSON.stringify(problemOf(refusal, requestId))
  const head = [
    `HTTP/1.1 ${refusal.status} ${refusal.title}`,
    `content-type: ${problemType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    ...Object.entries(apiHeaders).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
