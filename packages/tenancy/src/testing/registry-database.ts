import pg from 'pg'
import { emptySampleDatabase } from './sample-database.ts'

/** A database of a test's own with the tables that registries read, dropped at the end. */
export interface RegistryDatabase {
  /** As the role that does the platform's work. */
  url: string
  pool: pg.Pool
  /** Ends the connection of every listener on it, as a restart of the server would. */
  endListeners(): Promise<void>
  drop(): Promise<void>
}

/** What the kernel reads of the platform's tables, which have more columns. */
const tables = `
create schema core;
grant usage on schema core to stoa_app, stoa_reader, stoa_system;
create table core.tenants (
  id uuid primary key, slug text not null unique, name text not null, subdomain text not null unique,
  status text not null default 'active', placement text not null default 'shared',
  schema_name text not null default 'shared', epoch bigint not null default 1,
  access_epoch bigint not null default 1, plan text not null default 'free',
  region text not null default 'eu', settings jsonb not null default '{}', version bigint not null default 1,
  updated_at timestamptz(3) not null default now()
);
create table core.tenant_domains (
  domain text primary key, tenant_id uuid not null references core.tenants (id), verified_at timestamptz(3)
);
grant select, insert, update, delete on core.tenants, core.tenant_domains to stoa_system;`

export async function registryDatabase(): Promise<RegistryDatabase> {
  const database = await emptySampleDatabase()
  await database.writeMigration('core', '0001-tenants.sql', tables)
  await database.migrate()
  const pool = new pg.Pool({ connectionString: database.urls.system, max: 4 })
  // Dropping the database may end a connection that the pool has let go of but that is not closed yet.
  pool.on('error', () => undefined)
  return {
    url: database.urls.system,
    pool,
    async endListeners() {
      await database.as('admin', (admin) =>
        admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where application_name = 'tenancy listener' and datname = current_database()`,
        ),
      )
    },
    async drop() {
      await pool.end()
      await database.drop()
    },
  }
}
