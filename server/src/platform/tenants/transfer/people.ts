import type { ClientBase } from 'pg'
import { newId } from '#platform/contract'
import { identityChannel, writeNotice } from '#platform/identity'
import type { Person } from './container.ts'

const pageSize = 500

/** A tenant's members, also those that were removed, so that names on old work are known. */
export async function* readPeople(system: ClientBase, tenantId: string): AsyncGenerator<Person> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await system.query<{ person: Person }>(
      `select jsonb_build_object('user_id', m.user_id, 'email', u.email, 'user_name', u.name, 'name', m.name,
         'role', m.role, 'status', m.status, 'metadata', m.metadata,
         'created_at', to_char(m.created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'deleted_at', to_char(m.deleted_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as person
       from core.memberships m join core.users u on u.id = m.user_id
       where m.tenant_id = $1 and m.user_id > $2 order by m.user_id limit ${pageSize}`,
      [tenantId, after],
    )
    for (const { person } of rows) yield person
    if (rows.length < pageSize) return
    after = rows.at(-1)!.person.user_id
  }
}

/**
 * Makes somebody a member. Who has the address already is the same person; else they are made, under the id they had,
 * so that rows that name them still do.
 */
export async function writePerson(owner: ClientBase, tenantId: string, person: Person): Promise<void> {
  const { user_id, email, user_name, name, role, status, metadata, created_at, deleted_at } = person
  for (const id of [user_id, newId()]) {
    await owner.query(
      `insert into core.users (id, email, name, status, version, created_at, updated_at)
       values ($1, $2, $3, 'active', 1, now(), now()) on conflict do nothing`,
      [id, email.toLowerCase(), user_name],
    )
    const { rows } = await owner.query<{ user_id: string }>(
      `insert into core.memberships
         (tenant_id, user_id, name, role, status, metadata, version, created_at, updated_at, deleted_at)
       select $1, u.id, $3, $4, $5, $6, 1, $7, now(), $8 from core.users u where u.email = $2 returning user_id`,
      [tenantId, email.toLowerCase(), name, role, status, JSON.stringify(metadata), created_at, deleted_at],
    )
    if (rows[0]) return tellOf(owner, rows[0].user_id)
  }
}

/** Else a process that remembers what they were takes a token that names the new tenant for one that says too much. */
async function tellOf(owner: ClientBase, userId: string): Promise<void> {
  await owner.query('select pg_notify($1, $2)', [identityChannel, writeNotice('user', userId).notice])
}
