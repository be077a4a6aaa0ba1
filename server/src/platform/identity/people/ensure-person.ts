import type { SystemScope } from '@stoa/tenancy'
import { sql } from 'kysely'
import type { Role } from '#platform/contract'
import { systemStatement } from '#platform/database'
import { normalEmail } from '../email.ts'
import { announce, writeNotice } from '../tokens/notices.ts'

const personFor = systemStatement('people.person_for', (_, p: { email: string; name: string; now: string }) => {
  return sql<{ id: string }>`select core.person_for(${p.email}, ${p.name}, ${p.now}) as id`
})

const makeSuperadmin = systemStatement('people.make_superadmin', (db, p: { id: string; now: string }) =>
  db
    .updateTable('core.users')
    .set((eb) => ({ is_superadmin: true, status: 'active', version: eb('version', '+', 1), updated_at: p.now }))
    .where('id', '=', p.id)
    .where((eb) => eb.or([eb('is_superadmin', '=', false), eb('status', '<>', 'active')])),
)

const putMembership = systemStatement(
  'people.put_membership',
  (db, p: { tenant_id: string; user_id: string; name: string; role: Role; now: string; by: string | null }) =>
    db
      .insertInto('core.memberships')
      .values({
        tenant_id: p.tenant_id,
        user_id: p.user_id,
        name: p.name,
        role: p.role,
        status: 'active',
        version: 1,
        created_at: p.now,
        created_by: p.by,
        updated_at: p.now,
        updated_by: p.by,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'user_id']).doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          role: eb.ref('excluded.role'),
          status: 'active',
          version: eb('core.memberships.version', '+', 1),
          updated_at: eb.ref('excluded.updated_at'),
          updated_by: eb.ref('excluded.updated_by'),
          deleted_at: null,
          deleted_by: null,
        })),
      ),
)

/** Makes the operator of the platform known, at every start; the address comes from the configuration. */
export async function ensureSuperadmin(scope: SystemScope, email: string): Promise<{ id: string }> {
  const person = await ensurePerson(scope, email, 'Superadmin')
  scope.write(makeSuperadmin, { id: person.id, now: scope.now })
  scope.write(announce, writeNotice('user', person.id))
  return person
}

/** Gives somebody a role in a tenant from outside it: its first owner, demo users. Rank is not asked. */
export async function ensureMember(
  scope: SystemScope,
  member: { tenant_id: string; email: string; name: string; role: Role },
): Promise<{ id: string }> {
  const { tenant_id, email, name, role } = member
  const person = await ensurePerson(scope, email, name)
  const by = scope.actor.id ?? null
  scope.write(putMembership, { tenant_id, user_id: person.id, name, role, now: scope.now, by })
  scope.write(announce, writeNotice('user', person.id))
  return person
}

async function ensurePerson(scope: SystemScope, email: string, name: string): Promise<{ id: string }> {
  return (await scope.first(personFor, { email: normalEmail(email), name, now: scope.now }))!
}
