import type pg from 'pg'
import { secretTold } from '../report.ts'
import type { Assault } from './assault.ts'
import type { Step } from './attack.ts'
import { wrongTenant } from './bindings.ts'
import { callableFunctions, readableRelations } from './catalogue.ts'
import { Session } from './session.ts'

/** What a role can read beside the tables, and what it can call: nothing of it tells of the victim. */
export async function attackRelations(assault: Assault, admin: pg.Client): Promise<void> {
  const { role, sides, client, secrets, allSecrets, report } = assault
  const relations = await readableRelations(admin, role)
  const functions = await callableFunctions(admin, role)
  report.count(`relations readable as ${role}`, relations.length)
  report.count(`functions callable as ${role}`, functions.length)
  const tries: { subject: string; step: Step }[] = [
    ...relations.map(({ reference, columns }) => ({
      subject: reference,
      step: { sql: `select ${columns.join(', ')} from ${reference}` },
    })),
    ...functions.flatMap(({ reference, name, argumentTypes }) =>
      idsOf(assault).map((id) => ({ subject: reference, step: callOf(name, argumentTypes, id) })),
    ),
  ]
  const session = new Session(client)
  for (const [situation, binding, hidden] of [
    ['without a binding', undefined, allSecrets],
    [wrongTenant.name, wrongTenant.binding(sides), secrets],
  ] as const) {
    await session.bound(binding, async () => {
      for (const { subject, step } of tries) {
        report.count('attacks by SQL')
        const { text } = await session.tried([step])
        const told = secretTold(hidden, text, JSON.stringify(step))
        if (told) report.add(subject, `${role}, ${situation}: read or call`, `${text.slice(0, 200)} tells ${told}`)
      }
    })
  }
}

/** The victim's tenant, and an id of each of its tables. */
function idsOf({ aims, sides }: Assault): string[] {
  const ids = aims.flatMap(({ table, victim }) => table.primaryKey.map((column) => victim[column]))
  return [...new Set([sides.victim.id, ...ids.filter((id): id is string => typeof id === 'string')])]
}

function callOf(name: string, argumentTypes: readonly string[], id: string): Step {
  const takesIds = argumentTypes.map((type) => type === 'uuid' || type === 'text')
  const isUuid = /^[0-9a-f-]{36}$/.test(id)
  const given = argumentTypes.map((type, index) =>
    takesIds[index] && (type === 'text' || isUuid) ? `$1::text::${type}` : `null::${type}`,
  )
  const uses = given.some((argument) => argument.startsWith('$1'))
  return {
    sql: `select to_jsonb(f) from ${name}(${given.join(', ')}) f`,
    ...(uses && { parameters: [id] }),
  }
}
