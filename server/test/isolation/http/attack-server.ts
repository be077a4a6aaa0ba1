import type { FastifyInstance } from 'fastify'
import type { World } from '#testing'
import { Report, secretTold } from '../report.ts'
import { type Aim, attacks } from './attacks.ts'
import { call } from './client.ts'
import { keyedCalls, replay } from './idempotency.ts'
import { interleave } from './interleave.ts'
import { isInTenant, type Operation, operationsOf } from './operations.ts'
import { Range } from './shot.ts'
import { inTenant, openSides, ownPath, type Side, type Sides, tokenOf } from './sides.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Secrets {
  ofVictim: ReadonlySet<string>
  ofAttacker: ReadonlySet<string>
  public: ReadonlySet<string>
}

/**
 * Attacks the world's tenant by every operation of the server's own document, as people of the neighbour.
 * @param except operations that are left out
 * @param only what the names of those begin with that are attacked
 */
export async function attackServer(world: World, app: FastifyInstance, { except = new Set<string>(), only = '' } = {}) {
  const report = new Report()
  const sides = await openSides(world, app)
  try {
    const operations = await operationsOf(app)
    const attacked = operations.filter(({ id }) => !except.has(id) && id.startsWith(only))
    report.count('operations', attacked.length)
    await readAll(app, operations, sides.victim)
    const secrets = await sides.secrets()
    const keyed = await keyedCalls(sides, attacked, report)
    // Of what the keyed calls made only ids, for its texts are examples that the attacker sends as well; and not those of
    // people, who are the same person wherever they are invited.
    const [all, people] = [await sides.secrets(), await sides.people()]
    const added = [...all.ofVictim].filter((text) => uuid.test(text) && !people.has(text))
    secrets.ofVictim = new Set([...secrets.ofVictim, ...added])
    let before = await sides.state()
    for (const operation of attacked) {
      await attackOperation(await aimAt(operation, operations, sides, secrets, report), secrets, report)
      await replay(keyed.get(operation.id), operation, sides, secrets.ofVictim, report)
      const after = await sides.state()
      if (after !== before) report.add(operation.id, 'any attack', "the victim's rows are not what they were")
      before = after
    }
    await interleave(sides, attacked, operations, secrets, report)
    return report
  } finally {
    await sides.close()
  }
}

/** Reads everything as its owner, so that whatever the server remembers of it is remembered. */
async function readAll(app: FastifyInstance, operations: readonly Operation[], side: Side): Promise<void> {
  for (const operation of operations.filter((operation) => operation.method === 'GET' && isInTenant(operation))) {
    const paths = operation.pathParameters.length === 0 ? [[]] : [...side.ids.values()].map((id) => [id])
    for (const path of paths)
      await call(app, operation, { token: tokenOf(side, operation), headers: inTenant(side), path })
  }
}

async function aimAt(
  operation: Operation,
  operations: readonly Operation[],
  sides: Sides,
  secrets: Secrets,
  report: Report,
): Promise<Aim> {
  const { app, attacker, victim, world } = sides
  // Outside tenants a call may end the very session it is made in.
  const fresh = isInTenant(operation) ? undefined : await world.newCaller('owner', attacker.tenant)
  const path = await ownPath(app, operations, operation, attacker)
  if (!path && isInTenant(operation) && operation.body)
    report.add(operation.id, 'find a row of one’s own', 'there is none, so the body is not attacked')
  return {
    operation,
    sides: fresh
      ? { ...sides, intruders: [{ name: "another tenant's owner", kind: 'user', token: fresh.token }] }
      : sides,
    texts: [...secrets.ofVictim].filter((text) => text.includes('kept-by-') && text.length < 100),
    ownPath: path,
    cursors: await cursorsOf(app, operation, await ownPath(app, operations, operation, victim), victim, report),
  }
}

async function cursorsOf(
  app: FastifyInstance,
  operation: Operation,
  path: readonly string[] | undefined,
  victim: Side,
  report: Report,
): Promise<Map<string, string>> {
  const cursors = new Map<string, string>()
  if (!path || !operation.query.some(({ name }) => name === 'cursor')) return cursors
  const sorts = operation.query.find(({ name }) => name === 'sort')?.schema.enum ?? []
  for (const sort of sorts.map(String)) {
    const headers = isInTenant(operation) ? inTenant(victim) : {}
    const query = { limit: '1', sort }
    const answer = await call(app, operation, { token: tokenOf(victim, operation), headers, path: [...path], query })
    if (answer.status === 403) return cursors
    const { next_cursor: cursor } = JSON.parse(answer.body).paging ?? {}
    if (cursor) cursors.set(sort, cursor)
    else report.add(operation.id, 'take a cursor', `none was handed out: two rows in sample-rows.ts? ${answer.body}`)
  }
  return cursors
}

async function attackOperation(aim: Aim, secrets: Secrets, report: Report): Promise<void> {
  const { operation, sides } = aim
  const hidden =
    operation.door === 'public'
      ? new Set([...secrets.ofVictim].filter((text) => !secrets.public.has(text)))
      : secrets.ofVictim
  const range = new Range(sides.app, operation)
  for (const shot of attacks.flatMap((attack) => attack(aim))) {
    report.count('attacks by HTTP')
    const { answer, told } = await range.shoot(shot)
    const secret = secretTold(hidden, answer.text, JSON.stringify(shot.sent))
    if (secret) report.add(operation.id, shot.attack, `${answer.status} tells ${secret}: ${answer.body.slice(0, 200)}`)
    else if (told) report.add(operation.id, shot.attack, told)
  }
}
