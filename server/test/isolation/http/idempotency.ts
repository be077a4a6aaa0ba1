import { type Report, secretTold } from '../report.ts'
import { call } from './client.ts'
import { bodiesWith, type Operation } from './operations.ts'
import { inTenant, type Sides } from './sides.ts'

/** A call that was made in the victim with a key, and whose answer is kept there. */
interface KeyedCall {
  key: string
  path: readonly string[]
  body: unknown
}

/** Makes each keyed call in the victim once, by somebody who is let into the attacker's tenant as well. */
export async function keyedCalls({ app, guest, victim }: Sides, operations: readonly Operation[], report: Report) {
  const made = new Map<string, KeyedCall>()
  const keyed = operations.filter(({ door, honours }) => door === 'tenant' && honours.includes('idempotency_key'))
  for (const operation of keyed) {
    const { schema = {}, example } = operation.body ?? {}
    const referring = [...victim.ids.values()].flatMap((id) => bodiesWith(schema, example, id).map(({ body }) => body))
    const paths = operation.pathParameters.length === 0 ? [[]] : [...victim.ids.values()].map((id) => [id])
    const calls = paths.flatMap((path) => [example, ...referring].map((body) => ({ path, body })))
    for (const [index, { path, body }] of calls.entries()) {
      const key = `${operation.id}-${index}`
      const headers = { ...inTenant(victim), 'idempotency-key': key }
      const { status } = await call(app, operation, { token: guest.token, headers, body, path })
      if (status < 300) made.set(operation.id, { key, path, body })
      if (status < 300) break
    }
    if (!made.has(operation.id)) report.add(operation.id, 'keep an answer under a key', 'no example succeeds')
  }
  return made
}

/** The same key and the same call in another tenant is another call, also of the same person. */
export async function replay(
  keyed: KeyedCall | undefined,
  operation: Operation,
  { app, intruders, attacker }: Sides,
  secrets: ReadonlySet<string>,
  report: Report,
): Promise<void> {
  if (!keyed) return
  for (const { name, token } of intruders.filter(({ kind }) => operation.callers.includes(kind))) {
    report.count('attacks by HTTP')
    const headers = { ...inTenant(attacker), 'idempotency-key': keyed.key }
    const answer = await call(app, operation, { token, headers, path: keyed.path, body: keyed.body })
    const secret = secretTold(secrets, answer.text, JSON.stringify(keyed.body))
    const isReplay = answer.headers['idempotent-replayed'] !== undefined || answer.code?.startsWith('idempotency.')
    if (secret || isReplay) report.add(operation.id, `${name}: use a key of the tenant`, answer.text.slice(0, 400))
  }
}
