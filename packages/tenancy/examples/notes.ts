import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import {
  bindingKeyFrom,
  CachedRegistry,
  checkBoot,
  createIdentifier,
  createTenancy,
  ensureRoles,
  installBindingKey,
  migrate,
  postgresTenants,
  roleUrls,
  type Scope,
  statements,
  watchTenants,
} from '@stoa/tenancy'
import pg from 'pg'

const { statement } = statements<{ notes: { id: string; text: string } }, never>()
const noteList = statement('notes.list', (db) => db.selectFrom('notes').select(['id', 'text']).orderBy('text'))
const noteInsert = statement('notes.insert', (db, note: { id: string; text: string }) =>
  db.insertInto('notes').values({ id: note.id, text: note.text }),
)

/** The notes of the scope's tenant; nothing here says which. */
export const listNotes = (scope: Scope) => scope.all(noteList, {})

export async function addNote(scope: Scope, text: string) {
  const note = { id: randomUUID(), text }
  scope.write(noteInsert, note)
  return note
}

const directories = {
  core: fileURLToPath(new URL('migrations/core', import.meta.url)),
  tenant: fileURLToPath(new URL('migrations/tenant', import.meta.url)),
}

/**
 * Prepares the database and opens the kernel on it, with two tenants: Acme in the shared tables, Beta in a schema of
 * its own.
 * @param adminUrl as superuser, of a database that may be changed; from here on only the four roles made by it are used
 * @param secret from which the roles' passwords and the binding key follow
 */
export async function openNotes(adminUrl: string, secret: string) {
  const urls = roleUrls(adminUrl, secret)
  const bindingKey = bindingKeyFrom(secret)
  await ensureRoles(adminUrl, secret)
  await migrate({ ownerUrl: urls.owner, directories })
  await installBindingKey(urls.owner, bindingKey)
  await checkBoot({ urls, directories, bindingKey })

  const platform = new pg.Pool({ connectionString: urls.system, max: 2 })
  platform.on('error', console.error)
  await addTenant(platform, 'acme', 'shared', 'shared')
  await addTenant(platform, 'beta', 'schema', 'tenant_beta')

  const registry = new CachedRegistry(postgresTenants(platform))
  const listener = await watchTenants(urls.system, registry)
  const tenancy = createTenancy({ urls, bindingKey })
  return {
    tenancy,
    identifier: createIdentifier(registry, { baseDomains: ['localhost'], exclude: ['/health'] }),
    close: () => Promise.all([listener.close(), tenancy.close(), platform.end()]),
  }
}

async function addTenant(platform: pg.Pool, slug: string, placement: string, schema: string): Promise<void> {
  const { rows } = await platform.query<{ id: string }>(
    `insert into core.tenants (id, name, slug, subdomain, status, placement, schema_name)
     values ($1, $2, $2, $2, 'active', $3, $4) on conflict do nothing returning id`,
    [randomUUID(), slug, placement, schema],
  )
  if (rows[0] && placement === 'schema') {
    await platform.query('select tenancy.create_tenant_schema($1, $2)', [rows[0].id, schema])
  }
}
