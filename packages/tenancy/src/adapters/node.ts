import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { TenantContext } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { problemOf } from './problem.ts'
import { type AdapterOptions, type TenantWork, tenantWork } from './tenant-work.ts'

export type { AdapterOptions, TenantWork } from './tenant-work.ts'

/** What the listener of a plain `node:http` server is made of. */
export interface NodeAdapterOptions extends AdapterOptions<IncomingMessage> {
  /** Serves the paths that identification excludes. */
  excluded?: RequestListener
  /** Told of what went wrong and is no refusal. */
  onError: (error: unknown) => void
}

/** Serves a request for its tenant. `url` is what follows the tenant in the path, where the path names it. */
export type TenantHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  work: TenantWork,
) => void | Promise<void>

/** Makes a listener for `node:http`: the tenant found, the caller authorized, the handler run in the tenant's context. */
export function tenantListener(options: NodeAdapterOptions, handle: TenantHandler): RequestListener {
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/'
    if (options.excluded && options.identifier.isExcluded(url)) return options.excluded(request, response)
    const { tenant } = await options.identifier.get({
      headers: request.headers,
      url,
      peer: request.socket.remoteAddress,
    })
    const actor = await options.authorize(request, tenant)
    request.url = options.identifier.route(url)
    return TenantContext.run(tenant, () => handle(request, response, tenantWork(options.tenancy, tenant, actor)))
  }

  return async (request, response) => {
    try {
      await serve(request, response)
    } catch (error) {
      if (!(error instanceof Refusal)) options.onError(error)
      refuse(response, error)
    }
  }
}

/** An answer that has begun can only be broken off, so that it is not taken for a whole one. */
function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, headers, body } = problemOf(error)
  response.writeHead(status, headers).end(body)
}
