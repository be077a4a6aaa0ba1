import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { installBindingKey } from '../migrate/binding-key.ts'
import { migrate } from '../migrate/migrate.ts'
import type { MigrationDirectories, MigrationSet } from '../migrate/migration-file.ts'
import { ensureRoles } from '../roles/ensure-roles.ts'
import { bindingKeyFrom, type RoleUrls, roleUrls } from '../roles/role.ts'

/** The one secret of all tests on a server, because its roles have one password each. */
export const sampleSecret = 'a secret that only tests use, 32 bytes and more'

const tenants = `
create schema core;
grant usage on schema core to stoa_app, stoa_reader, stoa_system;
create table core.tenants (
  id uuid primary key, slug text not null unique, status text not null default 'active',
  placement text not null, schema_name text not null, epoch bigint not null default 1
);
alter table core.tenants enable row level security;
alter table core.tenants force row level security;
create policy platform_access on core.tenants to stoa_system, stoa_owner using (true) with check (true);
grant select, insert, update, delete on core.tenants to stoa_system;`

const notes = `
create table :"schema".notes (
  tenant_id uuid not null, id uuid not null, text text not null, primary key (tenant_id, id)
);
select tenancy.protect(':"schema".notes');`

/** A small application on a database of its own: tenants, and each with notes. */
export class SampleDatabase {
  /** As superuser. */
  readonly adminUrl: string
  readonly urls: RoleUrls
  readonly directories: MigrationDirectories
  readonly bindingKey: Buffer = bindingKeyFrom(sampleSecret)
  private readonly home: string

  constructor(adminUrl: string, home: string) {
    this.adminUrl = adminUrl
    this.urls = roleUrls(adminUrl, sampleSecret)
    this.home = home
    this.directories = { core: join(home, 'core'), tenant: join(home, 'tenant') }
  }

  migrate() {
    return migrate({ ownerUrl: this.urls.owner, directories: this.directories })
  }

  async writeMigration(
    set: Exclude<MigrationSet, 'kernel'>,
    fileName: string,
    up: string,
    down = '',
    header = '',
  ): Promise<void> {
    await writeFile(join(this.directories[set], fileName), `${header}-- up\n${up}\n-- down\n${down}\n`)
  }

  async removeMigration(set: Exclude<MigrationSet, 'kernel'>, fileName: string): Promise<void> {
    await rm(join(this.directories[set], fileName))
  }

  /** Makes a tenant with a schema of its own, as the platform does. */
  async addTenant(id: string, slug: string): Promise<void> {
    const schema = `tenant_${slug}`
    await this.as('system', async (client) => {
      await client.query(`insert into core.tenants (id, slug, placement, schema_name) values ($1, $2, 'schema', $3)`, [
        id,
        slug,
        schema,
      ])
      await client.query('select tenancy.create_tenant_schema($1, $2)', [id, schema])
    })
  }

  /** Work on a connection of its own as one of the roles, or as superuser. */
  async as<T>(role: keyof RoleUrls | 'admin', body: (client: pg.Client) => Promise<T>): Promise<T> {
    return connected(role === 'admin' ? this.adminUrl : this.urls[role], body)
  }

  async drop(): Promise<void> {
    const { pathname } = new URL(this.adminUrl)
    await connected(serverUrl(), (admin) => admin.query(`drop database ${pathname.slice(1)} with (force)`))
    await rm(this.home, { recursive: true })
  }
}

/** An empty database with the roles, and the files of the application beside it. */
export async function emptySampleDatabase(): Promise<SampleDatabase> {
  const name = `sample_${randomBytes(6).toString('hex')}`
  await connected(serverUrl(), (admin) => admin.query(`create database ${name}`))
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  const database = new SampleDatabase(url.href, await mkdtemp(join(tmpdir(), 'tenancy-sample-')))
  await mkdir(database.directories.core)
  await mkdir(database.directories.tenant)
  await database.writeMigration('core', '0001-tenants.sql', tenants, 'drop schema core cascade;')
  await database.writeMigration('tenant', '0001-notes.sql', notes, 'drop table :"schema".notes;')
  await ensureRoles(database.adminUrl, sampleSecret)
  return database
}

/** The application ready to serve. */
export async function sampleDatabase(): Promise<SampleDatabase> {
  const database = await emptySampleDatabase()
  await database.migrate()
  await installBindingKey(database.urls.owner, database.bindingKey)
  return database
}

function serverUrl(): string {
  const url = process.env.STOA_TEST_DATABASE_URL
  if (!url) throw new Error('STOA_TEST_DATABASE_URL names the server the tests may use; npm test sets it')
  return url
}

async function connected<T>(url: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await body(client)
  } finally {
    await client.end()
  }
}
