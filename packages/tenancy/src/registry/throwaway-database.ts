import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A database of a test's own on the server of `STOA_TEST_DATABASE_URL`, dropped at the end. */
export interface ThrowawayDatabase {
  url: string
  pool: pg.Pool
  /** Takes the database away from everybody who is connected, as a restart of the server would. */
  drop(): Promise<void>
}

/** What the kernel reads of the platform's tables; the platform's own have more columns. */
const tables = `
  create schema core;
  create table core.tenants (
    id uuid primary key, slug text not null unique, name text not null, subdomain text not null unique,
    status text not null default 'active', placement text not null default 'shared',
    schema_name text not null default 'shared', epoch bigint not null default 1, plan text not null default 'free',
    region text not null default 'eu', settings jsonb not null default '{}', version bigint not null default 1,
    updated_at timestamptz(3) not null default now()
  );
  create table core.tenant_domains (
    domain text primary key, tenant_id uuid not null references core.tenants (id), verified_at timestamptz(3)
  )`

export async function throwawayDatabase(): Promise<ThrowawayDatabase> {
  const adminUrl = process.env.STOA_TEST_DATABASE_URL
  if (!adminUrl) throw new Error('STOA_TEST_DATABASE_URL must name a throwaway PostgreSQL server')
  const name = `tenancy_${randomBytes(6).toString('hex')}`
  await asAdmin(adminUrl, `create database ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 4 })
  // Dropping the database may end a connection that the pool has let go of but that is not closed yet.
  pool.on('connect', (client) => client.on('error', () => undefined))
  await pool.query(tables)
  return {
    url: url.href,
    pool,
    async drop() {
      await pool.end()
      await asAdmin(adminUrl, `drop database ${name} with (force)`)
    },
  }
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
