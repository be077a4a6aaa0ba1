import type { FastifyInstance } from 'fastify'
import type { EdgeOptions } from './options.ts'

const checkTimeoutMs = 2_000

/** `/health/live`: the process answers. `/health/ready`: everything it needs does, named one by one. */
export function serveHealth(app: FastifyInstance, readiness: EdgeOptions['readiness']): void {
  app.get('/health/live', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'live' }))

  app.get('/health/ready', async (_request, reply) => {
    const names = Object.keys(readiness)
    const results = await Promise.allSettled(names.map((name) => withinTime(readiness[name]!())))
    const checks = Object.fromEntries(names.map((name, index) => [name, results[index]!.status === 'fulfilled']))
    const isReady = results.every((result) => result.status === 'fulfilled')
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ready' : 'not_ready', checks })
  })
}

async function withinTime(check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the check took too long')), checkTimeoutMs)
  })
  try {
    await Promise.race([check, late])
  } finally {
    clearTimeout(timer)
  }
}
