import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { forEachPlacement, openedLogin, type World, worldIn } from '#testing'
import { secretTold } from '../isolation/report.ts'
import { secretsOf, stateOf } from '../isolation/secrets.ts'
import { signBinding } from '../isolation/sql/bindings.ts'
import { type Table, tenantTables } from '../isolation/sql/catalogue.ts'
import { leaveSampleRows } from '../sample-rows.ts'
import { Intruder, type Outcome } from './intruder.ts'

/**
 * How an attack must end, beside the two things that hold for all: nothing that comes back tells of another tenant, and
 * not a byte of its rows is changed.
 * - a SQLSTATE, or several: the last statement is refused with it
 * - `nothing`: it succeeds without a row
 * - `own`: it succeeds, and every row it returns is the attacker's by `tenant_id`; with `nothing` beside it, there may be none
 * - `done`: it succeeds, whatever it returns
 */
export type Ending = string | readonly string[]

/** A row of the table of attacks. In its SQL `{name}` stands for what `Names` says. */
export interface Attack {
  name: string
  /** In order, in the transaction bound to the attacker's tenant; `(neighbour)` before one runs it as the neighbour's next transaction on this connection. */
  sql: readonly string[]
  ends: Ending
  /** Where the reader's role ends otherwise; it may always be refused as one that may not write. */
  reader?: Ending
}

/** Two ways of asking, of which one would meet a row of the neighbour: they must end alike. */
export interface Oracle {
  name: string
  /** `{asked}` is the value asked for. */
  sql: readonly string[]
  hit: string
  miss: string
}

/** Roles of tenants' scopes, inside a bound transaction. */
const scopes = ['app', 'reader'] as const
/** A tenant's own logins, which nobody binds and who bind themselves as they like. */
export const logins = ['read_only', 'read_write'] as const
type Attacker = (typeof scopes)[number] | (typeof logins)[number]

const isLogin = (attacker: Attacker) => attacker === 'read_only' || attacker === 'read_write'
const mayOnlyRead = (attacker: Attacker) => attacker === 'reader' || attacker === 'read_only'
const mayNotWrite = ['42501', '25006']

interface Scene {
  world: World
  urls: Partial<Record<Attacker, string>>
  admin: pg.Client
  tables: Table[]
  secrets: Set<string>
  names: Record<string, string>
  state: string
}

/** Tries each attack as each role of tenants' scopes, or as the tenant's logins, in both placements. */
export function attackWith(
  attacks: readonly Attack[],
  oracles: readonly Oracle[] = [],
  attackers: readonly Attacker[] = scopes,
): void {
  forEachPlacement((placement) => {
    let scene: Scene
    // Before the world's own end, which drops the database it is connected to.
    after(() => scene?.admin.end())
    const world = worldIn(placement)
    before(async () => {
      scene = await setScene(world(), attackers)
    })
    for (const role of attackers) {
      describe(role, () => {
        for (const attack of attacks) test(attack.name, () => tryAttack(scene, role, attack))
        for (const oracle of oracles) test(oracle.name, () => askOracle(scene, role, oracle))
      })
    }
  })
}

async function setScene(world: World, attackers: readonly Attacker[]): Promise<Scene> {
  const { tenant, neighbour } = world
  await leaveSampleRows(world, tenant)
  const { productId, sellerProfileId } = await leaveSampleRows(world, neighbour)
  const urls: Scene['urls'] = { ...world.database.urls }
  for (const access of attackers.includes('read_only') ? logins : [])
    urls[access] = (await openedLogin(world, access)).url
  const theirs = await openedLogin(world, 'read_write', neighbour)
  const admin = new pg.Client(world.database.adminUrl)
  await admin.connect()
  await admin.query('analyze')
  const tables = await tenantTables(admin)
  const secrets = await secretsOf(admin, tables, neighbour.id, tenant.id)
  // Every role may read the names of all roles; those of logins tell nothing of their tenants.
  for (const secret of secrets) if (secret.startsWith('stoa_login_')) secrets.delete(secret)
  assert.ok(secrets.has('first-kept-by-bravo') && secrets.size > 30, 'there is something to steal')
  const binding = (options: Partial<Parameters<typeof signBinding>[0]> = {}) =>
    signBinding({ tenantId: tenant.id, epoch: tenant.epoch, ...options })
  const literals = {
    tenant: tenant.id,
    neighbour: neighbour.id,
    binding: binding(),
    expired: binding({ expires: Math.floor(Date.now() / 1000) - 60 }),
    // The neighbour's own, as somebody might have kept it.
    stolen: signBinding({ tenantId: neighbour.id, epoch: neighbour.epoch }),
    // The attacker's own, with the neighbour's id in place of its own.
    exchanged: neighbour.id + binding().slice(36),
    product: productId,
    seller: sellerProfileId,
    sku: 'first-kept-by-bravo',
    address: 'first-kept-by-bravo@example.com',
  }
  return {
    world,
    urls,
    admin,
    tables,
    secrets,
    names: {
      ...Object.fromEntries(Object.entries(literals).map(([name, value]) => [name, pg.escapeLiteral(value)])),
      mine: pg.escapeIdentifier(tenant.schema),
      theirs: pg.escapeIdentifier(neighbour.schema),
      schema: neighbour.schema,
      login: theirs.role_name,
    },
    state: await stateOf(admin, tables, neighbour.id),
  }
}

async function intrude({ world, urls, names }: Scene, role: Attacker, sql: readonly string[]) {
  const { tenant, neighbour } = world
  const bindings = {
    own: signBinding({ tenantId: tenant.id, epoch: tenant.epoch }),
    neighbours: signBinding({ tenantId: neighbour.id, epoch: neighbour.epoch }),
  }
  const intruder = await Intruder.connect(urls[role]!, isLogin(role) ? undefined : bindings)
  try {
    return await intruder.run(sql.map((statement) => fillIn(statement, names)))
  } finally {
    await intruder.leave()
  }
}

function fillIn(sql: string, names: Record<string, string>): string {
  return sql.replace(/\{([a-z]+)\}/g, (whole, name) => names[name] ?? whole)
}

async function tryAttack(scene: Scene, role: Attacker, attack: Attack): Promise<void> {
  const outcome = await intrude(scene, role, attack.sql)
  await assertHarmless(scene, outcome)
  // No right to it is the end of most things that a login tries.
  if (isLogin(role) && outcome.code === '42501' && attack.ends !== 'own') return
  const isReader = mayOnlyRead(role)
  assertEnding(scene, outcome, isReader ? (attack.reader ?? attack.ends) : attack.ends, isReader)
}

async function assertHarmless(scene: Scene, outcome: Outcome): Promise<void> {
  const told = secretTold(scene.secrets, outcome.text, outcome.sent)
  assert.equal(told, undefined, `it tells ${told} of the neighbour`)
  const state = await stateOf(scene.admin, scene.tables, scene.world.neighbour.id)
  assert.equal(state, scene.state, "the neighbour's rows are not what they were")
}

function assertEnding({ world }: Scene, outcome: Outcome, ends: Ending, isReader: boolean): void {
  if (isReader && outcome.code !== undefined && mayNotWrite.includes(outcome.code)) return
  const wanted = typeof ends === 'string' ? [ends] : ends
  if (outcome.code !== undefined) {
    assert.ok(wanted.includes(outcome.code), `${outcome.code}: ${outcome.text}`)
    return
  }
  const ended = wanted.find((ending) => ['nothing', 'own', 'done'].includes(ending))
  assert.ok(ended, `it was let through: ${outcome.text.slice(0, 300)}`)
  if (wanted.includes('nothing') && !wanted.includes('own')) assert.equal(outcome.rowCount, 0)
  if (wanted.includes('own')) {
    if (!wanted.includes('nothing')) assert.ok(outcome.rows.length > 0, 'without a row it shows nothing')
    for (const row of outcome.rows) assert.equal(row.tenant_id, world.tenant.id)
  }
}

async function askOracle(scene: Scene, role: Attacker, { sql, hit, miss }: Oracle): Promise<void> {
  const answers: unknown[] = []
  for (const asked of [hit, miss]) {
    const named = { ...scene, names: { ...scene.names, asked: fillIn(asked, scene.names) } }
    const outcome = await intrude(named, role, sql)
    await assertHarmless(scene, outcome)
    answers.push({ code: outcome.code, rowCount: outcome.rowCount, rows: outcome.rows })
  }
  assert.deepEqual(answers[0], answers[1])
}
