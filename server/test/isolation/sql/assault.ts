import type pg from 'pg'
import { type Report, secretTold } from '../report.ts'
import type { Aim, Attack, Try } from './attack.ts'
import { type Bindings, boundToNobody, signBinding, wrongTenant } from './bindings.ts'
import type { Table, TenantRole } from './catalogue.ts'
import { attacksByNewcomer, attacksFromOwnRows } from './own-rows-attacks.ts'
import { readingAttacks } from './reading-attacks.ts'
import { type Outcome, Session } from './session.ts'
import { writingAttacks } from './writing-attacks.ts'

/** One tenant attacks another, as one role, on every table. */
export interface Assault {
  role: TenantRole
  client: pg.Client
  sides: Bindings
  aims: Aim[]
  /** What only the victim has. */
  secrets: ReadonlySet<string>
  /** What either tenant has; nobody's transaction sees any of it. */
  allSecrets: ReadonlySet<string>
  report: Report
}

/** No privilege, a forged binding, row security; a past epoch; COPY under row security; a read-only transaction. */
const refusals = new Set(['42501', 'ST005', '0A000', '25006'])
/** A foreign key, and a key of one's own rows. */
const constraints = new Set(['23503', '23505'])

export async function attackTables(assault: Assault): Promise<void> {
  const { sides, client, secrets, allSecrets } = assault
  const session = new Session(client)
  for (const situation of boundToNobody) {
    await session.bound(situation.binding(sides), async () => {
      await attackAll(assault, session, readingAttacks, situation.name, allSecrets)
      if (situation.isFull) await attackAll(assault, session, writingAttacks, situation.name, allSecrets)
    })
  }
  await session.bound(wrongTenant.binding(sides), async () => {
    await attackAll(assault, session, readingAttacks, wrongTenant.name, secrets)
    await attackAll(assault, session, writingAttacks, wrongTenant.name, secrets)
    await attackAll(assault, session, attacksFromOwnRows, wrongTenant.name, secrets, ({ own }) => own !== undefined)
  })
  const newcomerId = crypto.randomUUID()
  await session.bound(signBinding({ tenantId: newcomerId, epoch: 1 }), () =>
    attackAll(assault, session, attacksByNewcomer(newcomerId), 'bound to a tenant without rows', secrets),
  )
}

export async function attackAll(
  { aims, role, report }: Assault,
  session: Session,
  tried: readonly Attack[],
  situation: string,
  secrets: ReadonlySet<string>,
  isFor: (aim: Aim) => boolean = () => true,
): Promise<void> {
  for (const aim of aims.filter(isFor)) {
    for (const attack of tried) {
      const tries = attack.tries(aim)
      report.count('attacks by SQL', tries.length)
      const outcomes: Outcome[] = []
      for (const steps of tries) outcomes.push(await session.tried(steps, tried === readingAttacks))
      const told = judge(attack, aim, tries, outcomes, secrets)
      if (told) report.add(aim.table.reference, `${role}, ${situation}: ${attack.name}`, told)
    }
  }
}

/** What the outcomes of an attack tell, or undefined where they tell nothing. */
function judge(attack: Attack, aim: Aim, tries: Try[], outcomes: Outcome[], secrets: ReadonlySet<string>) {
  for (const [index, outcome] of outcomes.entries()) {
    const sent = JSON.stringify([tries[index], aim.victimId])
    const secret = secretTold(secrets, outcome.text, sent)
    if (secret) return `${outcome.text.slice(0, 200)} tells ${secret}`
    const told = expectations[attack.expect](outcome, aim.table, aim.role)
    if (told) return `${told} by ${tries[index]!.at(-1)!.sql.slice(0, 100)}`
  }
  if (attack.expect !== 'same') return undefined
  for (let index = 0; index < outcomes.length; index += 2) {
    const [ofVictim, ofNobody] = [endOf(outcomes[index]!), endOf(outcomes[index + 1]!)]
    if (ofVictim !== ofNobody) return `${ofVictim} with the victim's id and ${ofNobody} with an unknown one`
  }
  return undefined
}

const endOf = ({ code, rows }: Outcome) => code ?? `${rows} rows`

type Expectation = (outcome: Outcome, table: Table, role: TenantRole) => string | undefined

const unlessRefused = ({ code }: Outcome, known = refusals) => (code && !known.has(code) ? `error ${code}` : undefined)

const expectations: Record<Attack['expect'], Expectation> = {
  blind: (outcome) => unlessRefused(outcome),
  nothing: (outcome) => unlessRefused(outcome) ?? (outcome.rows > 0 ? `${outcome.rows} rows met` : undefined),
  refused: (outcome) => (outcome.code === undefined ? 'done' : unlessRefused(outcome, new Set([...refusals, '23503']))),
  same: (outcome) => unlessRefused(outcome, new Set([...refusals, ...constraints])),
  some: ({ code, rows }) => (rows > 0 ? undefined : `${code ?? 'no rows'}`),
  unmet(outcome, table, role) {
    if (outcome.code === '23503') return undefined
    if (outcome.code) return mayWrite(table, role) || outcome.code !== '42501' ? unmetRefusal(outcome) : undefined
    return outcome.rows === 0 ? 'nothing done, for the row was there' : undefined
  },
}

/** A reader's transaction refuses before it looks. */
const unmetRefusal = ({ code }: Outcome) => (code === '25006' ? undefined : `error ${code}`)

function mayWrite({ columns }: Table, role: TenantRole): boolean {
  const given = columns.filter(({ isGenerated }) => !isGenerated)
  return given.every(({ insert }) => insert.includes(role)) && given.some(({ update }) => update.includes(role))
}
