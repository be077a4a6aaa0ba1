import { type Report, secretTold } from '../report.ts'
import { call } from './client.ts'
import type { Operation } from './operations.ts'
import { inTenant, ownPath, type Sides } from './sides.ts'

const rounds = 10

/**
 * Both tenants read everything of theirs at the same time, on the same connections and through the same caches
 * (registry, settings, statements, bindings), also by one person who is in both: each hears of itself only.
 */
export async function interleave(
  { app, victim, attacker, guest }: Sides,
  attacked: readonly Operation[],
  operations: readonly Operation[],
  secrets: { ofVictim: ReadonlySet<string>; ofAttacker: ReadonlySet<string> },
  report: Report,
): Promise<void> {
  const parties = [
    { side: victim, token: victim.owner.token, hidden: secrets.ofAttacker },
    { side: attacker, token: attacker.owner.token, hidden: secrets.ofVictim },
    { side: victim, token: guest.token, hidden: secrets.ofAttacker },
    { side: attacker, token: guest.token, hidden: secrets.ofVictim },
  ]
  for (const operation of attacked.filter(({ method, door }) => method === 'GET' && door === 'tenant')) {
    const paths = new Map(
      await Promise.all(
        [victim, attacker].map(async (side) => [side, await ownPath(app, operations, operation, side)] as const),
      ),
    )
    const calls = Array.from({ length: rounds }, () => parties).flat()
    await Promise.all(
      calls.map(async ({ side, token, hidden }) => {
        const path = paths.get(side)
        if (!path) return
        report.count('interleaved calls')
        const { text } = await call(app, operation, { token, headers: inTenant(side), path })
        const secret = secretTold(hidden, text)
        if (secret)
          report.add(operation.id, 'read while the other tenant reads', `tells ${secret}: ${text.slice(0, 200)}`)
      }),
    )
  }
}
