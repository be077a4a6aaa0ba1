import { type Attack, attackWith, type Oracle } from './attack.ts'

const past = 'set local enable_indexscan = off; set local enable_bitmapscan = off; set local enable_indexonlyscan = off'
const generic = 'set local plan_cache_mode = force_generic_plan'
const set = (value: string) => `select set_config('tenancy.binding', ${value}, true)`
const sku = { hit: '{sku}', miss: `'nobody has this'` }
const id = { hit: '{product}', miss: `'00000000-0000-7000-8000-000000000000'` }
const everywhere = `ctid = any (array(select format('(%s,%s)', b, i)::tid from generate_series(0, 9) b, generate_series(1, 99) i))`

/** Asked for a value that only the neighbour has, and for one that nobody has, PostgreSQL must answer alike. */
const oracles: Oracle[] = [
  ...[`'forged'`, '{exchanged}', '{expired}', `''`].map(
    (binding): Oracle => ({
      name: `a binding that is ${binding} before a planned statement compares`,
      sql: [
        `${past}; ${generic}`,
        'prepare mine(text) as select from {theirs}.products where sku = $1',
        `execute mine('')`,
        set(binding),
        'execute mine({asked})',
      ],
      ...sku,
    }),
  ),
  {
    name: 'a binding that is forged within the query',
    sql: [
      past,
      `with f as materialized (select ${set(`'forged'`).slice(7)} as s)
       select count(*) from f, lateral (
         select from {theirs}.products p where ${everywhere} and p.sku = {asked} and f.s is not null offset 0) p`,
    ],
    ...sku,
  },
  {
    name: 'a range, by a forged binding',
    sql: [
      `${past}; ${generic}`,
      'prepare mine(text, text) as select from {theirs}.products where sku >= $1 and sku < $2',
      `execute mine('', '')`,
      set(`'forged'`),
      'execute mine({asked}, {asked} || chr(126))',
    ],
    ...sku,
  },
  {
    name: 'an id that is taken',
    sql: [
      `insert into {mine}.number_series (tenant_id, name, last_number) values ({tenant}, 'mine', 1) on conflict do nothing`,
      'update {mine}.order_history set id = {asked} where ctid = (select min(ctid) from {mine}.order_history)',
      'rollback',
    ],
    ...id,
  },
  {
    name: 'an id in a foreign key',
    sql: ['update {mine}.products set seller_id = {asked}'],
    hit: '{seller}',
    miss: id.miss,
  },
  {
    name: 'a SKU that is taken',
    sql: ['update {mine}.products set sku = {asked} where ctid = (select min(ctid) from {mine}.products)', 'rollback'],
    ...sku,
  },
  {
    name: 'a slug that is taken',
    sql: [
      'update {mine}.seller_profiles set slug = lower({asked}) where ctid = (select min(ctid) from {mine}.seller_profiles)',
      'rollback',
    ],
    hit: '{sku}',
    miss: `'nobody-has-this'`,
  },
  {
    name: 'a person who is somewhere on the platform',
    // A new member has version 1, so the error undoes it and says so.
    sql: [
      `select 1 / (member_version - 1) as told
       from core.add_member(left({binding}, 36)::uuid, {asked}, 'x', 'viewer', '{}', now(), null)`,
    ],
    hit: '{address}',
    miss: `'nobody@example.com'`,
  },
  {
    name: 'a person, by seeing them',
    sql: ['select from core.users where email = {asked}'],
    hit: '{address}',
    miss: `'nobody@example.com'`,
  },
  {
    name: 'a fence of the neighbour, by a forged past epoch',
    sql: [
      set(`{asked} || '.0000000000000000.99999999999.' || split_part({binding}, '.', 4) || '.' || repeat('0', 64)`),
      'select tenancy.current_tenant()',
    ],
    hit: '{neighbour}',
    miss: `'00000000-0000-7000-8000-000000000000'`,
  },
  {
    name: 'rows that a plan removed',
    sql: [
      `${past}; ${generic}`,
      'prepare mine(text) as select from {theirs}.products where sku = $1',
      'explain (analyze, costs off, timing off, summary off, buffers off) execute mine({asked})',
    ],
    ...sku,
  },
]

const refused = (queries: readonly string[]): Attack[] =>
  queries.map((sql) => ({ name: sql, sql: [sql], ends: '42501' }))
const empty = (queries: readonly string[]): Attack[] =>
  queries.map((sql) => ({ name: sql, sql: [sql], ends: 'nothing' }))

/** What the server keeps about rows, sessions and itself. */
const catalogues: Attack[] = [
  ...refused([
    'select * from pg_statistic',
    'select * from pg_statistic_ext_data',
    'select * from pg_authid',
    'select * from pg_shadow',
    'select * from pg_user_mapping',
    'select * from pg_largeobject',
    'select * from pg_subscription',
    'select * from pg_hba_file_rules',
    'select * from pg_file_settings',
    'select * from pg_config',
    'select * from pg_shmem_allocations',
    'select * from pg_backend_memory_contexts',
    'select * from pg_stat_activity',
    'select pg_stat_get_activity(null)',
    'select pg_stat_get_backend_activity(1)',
    'select * from pg_locks',
    'select * from pg_stat_user_tables',
    'select * from pg_stat_xact_all_tables',
    'select * from pg_statio_all_tables',
    'select * from pg_stat_user_indexes',
    'select * from pg_stat_database',
    'select * from pg_stat_replication',
    `select pg_stat_get_numscans('tenancy.binding_keys'::regclass)`,
    `select pg_stat_get_xact_numscans('tenancy.binding_keys'::regclass)`,
    `select pg_stat_get_xact_tuples_inserted('core.users'::regclass)`,
    'select * from tenancy.migration_files',
    'select * from tenancy.migrations',
    'show config_file',
    'show data_directory',
    `select current_setting('hba_file')`,
  ]),
  ...empty([
    `select * from pg_stats where schemaname in ('{schema}', 'core', 'tenancy')`,
    `select * from pg_stats_ext where schemaname in ('{schema}', 'core', 'tenancy')`,
    `select * from pg_settings where name in ('config_file', 'data_directory', 'hba_file')`,
    'select * from pg_prepared_xacts',
  ]),
]

/** The key that signs bindings. */
const key: Attack[] = refused([
  'select * from tenancy.binding_keys',
  'select count(*) from tenancy.binding_keys',
  'select id from tenancy.binding_keys',
  'select outer_pad from tenancy.binding_keys',
  'select ctid from tenancy.binding_keys',
  'table tenancy.binding_keys',
  'copy tenancy.binding_keys to stdout',
  'copy (select inner_pad from tenancy.binding_keys) to stdout',
  `select query_to_xml('select * from tenancy.binding_keys', true, true, '')`,
  'declare c cursor for select * from tenancy.binding_keys',
  'explain select * from tenancy.binding_keys',
  'select from tenancy.binding_keys tablesample system (100)',
  'select from tenancy.binding_keys for update',
  `update tenancy.binding_keys set retires_at = 'infinity'`,
  'delete from tenancy.binding_keys where length(inner_pad) = 64',
  `merge into tenancy.binding_keys k using (select 1) s on true when matched then do nothing`,
  'lock table tenancy.binding_keys in access share mode',
  'create table public.mine (id text references tenancy.binding_keys)',
  'select * from tenancy.fences',
  `select pg_get_expr(inner_pad::text::pg_node_tree, 0) from tenancy.binding_keys`,
]).map((attack) => ({ ...attack, ends: ['42501', '0A000'] }))

attackWith([...catalogues, ...key], oracles)
