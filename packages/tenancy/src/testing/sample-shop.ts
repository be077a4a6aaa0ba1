import type { AdapterOptions } from '../adapters/tenant-work.ts'
import { createIdentifier, type Identifier } from '../identify/identify.ts'
import { defineRefusal } from '../refusal.ts'
import { CachedRegistry } from '../registry/cached.ts'
import { answersTo } from '../registry/registry.ts'
import type { Scope } from '../scope/scope.ts'
import { createTenancy, type Tenancy } from '../scope/tenancy.ts'
import { statements } from '../statement/statement.ts'
import type { Tenant } from '../tenant.ts'
import { type SampleDatabase, sampleDatabase } from './sample-database.ts'
import { sampleTenant } from './sample-tenant.ts'

const { statement } = statements<{ notes: { id: string; text: string } }, never>()
const noteList = statement('notes.list', (db) => db.selectFrom('notes').select('text').orderBy('text'))
const noteInsert = statement('notes.insert', (db, note: { id: string; text: string }) =>
  db.insertInto('notes').values({ id: note.id, text: note.text }),
)

export const listNotes = async (scope: Scope) => (await scope.all(noteList, {})).map(({ text }) => text)
export const addNote = async (scope: Scope, text: string) => scope.write(noteInsert, { id: crypto.randomUUID(), text })

const NotAMember = defineRefusal('access.not_a_member', 403, 'You are no member of this tenant')

/** Two tenants with notes in the shared tables; a caller belongs to the tenants that its `member-of` header lists. */
export class SampleShop {
  readonly identifier: Identifier
  readonly tenancy: Tenancy
  private readonly database: SampleDatabase

  constructor(database: SampleDatabase) {
    const tenants = [sampleTenant('acme', 'a'), sampleTenant('beta', 'b')]
    const find: CachedRegistry['find'] = (by, key) => tenants.find((tenant) => answersTo(tenant, by, key))
    this.identifier = createIdentifier(new CachedRegistry({ find: async (by, key) => find(by, key) }), {
      exclude: ['/health'],
    })
    this.tenancy = createTenancy({ urls: database.urls, bindingKey: database.bindingKey })
    this.database = database
  }

  static async open(): Promise<SampleShop> {
    return new SampleShop(await sampleDatabase())
  }

  readonly authorize: AdapterOptions<{ headers: NodeJS.Dict<string | string[]> }>['authorize'] = (
    { headers }: { headers: NodeJS.Dict<string | string[]> },
    tenant: Tenant,
  ) => {
    if (headers['member-of'] !== tenant.slug) throw NotAMember()
    return { kind: 'user', id: tenant.id }
  }

  async close(): Promise<void> {
    await this.tenancy.close()
    await this.database.drop()
  }
}
