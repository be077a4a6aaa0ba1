import type { Attack } from './attack.ts'

const refused = (commands: readonly string[], ends: string | string[] = '42501'): Attack[] =>
  commands.map((sql) => ({ name: sql, sql: [sql], ends }))

/** Becoming somebody else, or being given more. */
const roles = [
  ...refused([
    'set role stoa_owner',
    'set local role stoa_system',
    'set role postgres',
    'set role pg_read_all_data',
    'set role pg_monitor',
    'set session authorization stoa_owner',
    'set session authorization postgres',
    'alter role current_user superuser',
    'alter role current_user bypassrls',
    'alter role current_user createrole',
    'alter role current_user replication',
    'alter role current_user connection limit 1',
    `alter role stoa_owner password 'mine'`,
    `alter role stoa_system set search_path = 'mine'`,
    'alter role all set row_security = off',
    `alter role stoa_owner set tenancy.binding = 'mine'`,
    'create role mine login',
    'drop role stoa_reader',
    'grant stoa_owner to current_user',
    'grant stoa_system to current_user',
    'grant pg_read_all_data to current_user',
    'grant select on tenancy.binding_keys to current_user',
    'grant set on parameter session_replication_role to current_user',
    'alter database postgres set row_security = off',
    'alter schema shared owner to current_user',
    'alter table {theirs}.products owner to current_user',
    'reassign owned by stoa_owner to current_user',
    'drop owned by stoa_owner',
  ]),
  // A login owns nothing, and what it was granted others granted. XX000: another database of the server changes meanwhile.
  { name: 'drop owned by current_user', sql: ['drop owned by current_user'], ends: ['42501', 'done', 'XX000'] },
  { name: 'alter system', sql: ['commit', `alter system set row_security = 'off'`], ends: '42501' },
  // What is not the role's to give is given with a warning, and is not given.
  {
    name: 'grant its own privileges on',
    sql: [
      'grant create on schema {mine} to current_user',
      'grant select on {theirs}.products to public',
      `select from pg_class where oid = '{theirs}.products'::regclass and relacl::text ~ '[{,]='`,
    ],
    ends: 'nothing',
  },
  {
    name: 'revoke what others have',
    sql: [
      'revoke all on {mine}.products from stoa_reader, stoa_system, stoa_owner',
      `select 1 where not has_table_privilege('stoa_reader', '{mine}.products', 'select')`,
    ],
    ends: 'nothing',
  },
] satisfies Attack[]

/** Taking a lock away from a table, or standing in front of it. */
const definitions = [
  ...refused(
    [
      'alter table {theirs}.products disable row level security',
      'alter table {theirs}.products no force row level security',
      'alter table {theirs}.products disable trigger all',
      'alter table {theirs}.products add column mine int',
      'alter table {theirs}.products drop constraint products_pkey',
      'alter table {theirs}.products rename to mine',
      'alter table {theirs}.products set schema public',
      'alter table {theirs}.products replica identity full',
      'alter table {theirs}.products alter column title set statistics 10000',
      'create policy mine on {theirs}.products using (true)',
      'alter policy tenant_isolation on {theirs}.products using (true)',
      'drop policy tenant_isolation on {theirs}.products',
      'create rule mine as on select to {theirs}.products do instead select 1',
      'create rule mine as on insert to {mine}.products do also insert into {mine}.orders default values',
      'create trigger mine after insert on {mine}.products execute function suppress_redundant_updates_trigger()',
      'create index mine on {theirs}.products (title)',
      'create statistics public.mine on title, sku from {theirs}.products',
      'create or replace function tenancy.current_tenant() returns uuid language sql as $$ select {neighbour}::uuid $$',
      'create or replace function tenancy.bind(token text) returns text language sql as $$ select token $$',
      'alter function tenancy.current_tenant() volatile',
      'alter function tenancy.current_tenant() reset all',
      'alter function tenancy.current_tenant() leakproof',
      'drop function tenancy.current_tenant() cascade',
      'truncate {mine}.products cascade',
      'drop table {theirs}.order_history',
      'comment on table {theirs}.products is $$mine$$',
      'cluster {theirs}.products using products_pkey',
      'reindex table {theirs}.products',
      'refresh materialized view {theirs}.products',
    ],
    ['42501', '42809'],
  ),
] satisfies Attack[]

/** Objects of its own, by which it would see rows before row security does or be called in the place of others. */
const objects = refused(
  [
    'create temporary table products (tenant_id uuid)',
    'create temporary table mine as select 1',
    'create temporary view mine as select 1',
    'create temporary sequence mine',
    'create table pg_temp.mine (n int)',
    'create function pg_temp.see(text) returns boolean language plpgsql cost 0.0001 as $$ begin raise notice $n$%$n$, $1; return true; end $$',
    'create function public.see(text) returns boolean language sql as $$ select true $$',
    'create function {theirs}.see(text) returns boolean language sql as $$ select true $$',
    'create function tenancy.see(text) returns boolean language sql as $$ select true $$',
    'create procedure public.see() language sql as $$ select $$',
    'create aggregate public.mine (int) (sfunc = int4pl, stype = int)',
    'create operator public.= (leftarg = uuid, rightarg = uuid, function = uuid_ne)',
    'create operator {mine}.= (leftarg = uuid, rightarg = uuid, function = uuid_ne)',
    'create type public.mine as (n int)',
    'create domain public.mine as int',
    'create collation public.mine from "C"',
    'create text search configuration public.mine (copy = pg_catalog.simple)',
    'create schema mine',
    'create schema if not exists pg_mine',
    'create table public.mine (n int)',
    'create table tenancy.mine (n int)',
    'create table core.mine (n int)',
    'create table {theirs}.mine (n int)',
    'create table public.mine (like {theirs}.products)',
    'create table public.mine () inherits ({theirs}.products)',
    'create table public.mine as select * from {theirs}.products',
    'select * into public.mine from {theirs}.products',
    'create view public.mine as select * from {theirs}.products',
    'create materialized view public.mine as select * from {theirs}.products',
    'create publication mine for all tables',
    `create subscription mine connection 'host=127.0.0.1' publication mine`,
    'create event trigger mine on ddl_command_start execute function suppress_redundant_updates_trigger()',
    'create extension dblink schema public',
    'create extension pg_trgm schema public',
    'create extension file_fdw schema public',
    'create foreign data wrapper mine',
    'create server mine foreign data wrapper mine',
    'create language mine handler plpgsql_call_handler',
    'create access method mine type table handler heap_tableam_handler',
    'create database mine',
    `create tablespace mine location '/tmp'`,
  ],
  ['42501', '42704', '58P01', '0A000', '25001', '42939', '42P17'],
)

/** The server's files and processes, and what the platform's own functions do. */
const reach = [
  ...refused([
    `copy (select 1) to '/tmp/mine'`,
    `copy (select 1) to program 'cat'`,
    `copy {mine}.products from '/etc/passwd'`,
    `copy {mine}.products from program 'cat'`,
    `load 'plpgsql'`,
    `select pg_read_file('/etc/passwd')`,
    `select pg_read_binary_file('postgresql.conf')`,
    `select pg_ls_dir('.')`,
    `select pg_stat_file('.')`,
    `select lo_import('/etc/passwd')`,
    `select lo_export(1, '/tmp/mine')`,
    'select lo_create(0)',
    `select lo_from_bytea(0, 'x')`,
    'select pg_cancel_backend(pg_backend_pid())',
    'select pg_terminate_backend(pg_backend_pid())',
    'select pg_advisory_lock(1)',
    'select pg_try_advisory_lock(1)',
    'select pg_advisory_lock_shared(1, 2)',
    'select pg_reload_conf()',
    'select pg_switch_wal()',
    'select pg_promote()',
    `select pg_create_restore_point('mine')`,
    'select pg_log_backend_memory_contexts(pg_backend_pid())',
    'select pg_stat_reset()',
    `select pg_replication_origin_create('mine')`,
    `select pg_create_logical_replication_slot('mine', 'pgoutput')`,
    `select pg_create_physical_replication_slot('mine')`,
    'checkpoint',
    `select tenancy.install_binding_key('\\x00')`,
    `select tenancy.fence({neighbour}, 99)`,
    `select tenancy.create_tenant_schema({neighbour}, 'tenant_mine')`,
    `select tenancy.open_schema('mine')`,
    `select tenancy.protect('{theirs}.products')`,
    `select tenancy.isolate('{theirs}.products')`,
    `select core.claim_idempotency_key({neighbour}, 'x')`,
  ]),
  { name: 'prepare transaction', sql: [`prepare transaction 'mine'`], ends: '55000' },
  {
    name: 'an entity that is a file',
    sql: [
      `select xmlparse(document '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')::text ~ 'root:'`,
    ],
    ends: ['done', '0A000', '2200M'],
  },
  {
    name: 'a DO block with a transaction of its own',
    sql: [
      `do $$ begin
        commit;
        perform set_config('tenancy.binding', {neighbour}, true);
        if exists (select from {theirs}.products where tenant_id = {neighbour}) then raise exception 'met'; end if;
      end $$`,
    ],
    ends: ['2D000', 'done'],
  },
  {
    name: 'a command inside a query',
    sql: [`select query_to_xml('prepare mine as select 1', true, true, '')`],
    ends: '0A000',
  },
] satisfies Attack[]

/** What somebody with arbitrary SQL tries to become, change, make and reach. */
export const powers: readonly Attack[] = [...roles, ...definitions, ...objects, ...reach]
