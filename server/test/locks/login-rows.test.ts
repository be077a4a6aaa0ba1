import { type Attack, attackWith, logins } from './attack.ts'

const refused = (commands: readonly string[], ends: string | string[] = '42501'): Attack[] =>
  commands.map((sql) => ({ name: sql, sql: [sql], ends }))

const mine = 'select tenant_id from {mine}.products'
const theirs = 'select tenant_id from {theirs}.products where tenant_id = {neighbour}'

/** A login is who it is, whatever it sets and whomever it would be. */
const identity: Attack[] = [
  { name: 'its own rows, by no setting at all', sql: [mine], ends: 'own' },
  { name: 'the rows of another tenant', sql: [theirs], ends: 'nothing' },
  {
    name: 'the true binding of the neighbour, kept by somebody',
    sql: [`select set_config('tenancy.binding', {stolen}, true)`, 'select tenant_id from {theirs}.products'],
    ends: ['own', 'nothing'],
  },
  {
    name: 'the true binding of the neighbour, and rows of its own',
    sql: [`set tenancy.binding = {stolen}`, mine],
    ends: 'own',
  },
  { name: 'binding by the function', sql: ['select tenancy.bind({stolen})'], ends: '42501' },
  { name: 'its group, to look from there', sql: ['set role stoa_login_reader', theirs], ends: ['42501', 'nothing'] },
  { name: 'its other group', sql: ['set role stoa_login_writer', theirs], ends: ['42501', 'nothing'] },
  { name: 'the group of the shared schema', sql: ['set role stoa_login_shared', theirs], ends: ['42501', 'nothing'] },
  { name: 'row security off', sql: ['set row_security = off', 'select * from {theirs}.products'], ends: '42501' },
  { name: 'replication role', sql: [`set session_replication_role = replica`], ends: '42501' },
  {
    name: 'a search_path of its own, and a function of that name in front',
    sql: ['set search_path = pg_temp, public, {theirs}', 'select tenant_id from {theirs}.products'],
    ends: ['own', 'nothing'],
  },
  ...refused([
    'set role {login}',
    'set session authorization {login}',
    'grant {login} to current_user',
    `alter role {login} password 'mine'`,
    'alter role {login} reset all',
    'set role stoa_login_maker',
    'set role stoa_app',
    'set session authorization stoa_app',
    'grant stoa_login_writer to current_user',
    'alter role current_user connection limit 100',
    `alter role current_user valid until 'infinity'`,
  ]),
]

/** What would show a row before row security does, or beside it. */
const ways: Attack[] = [
  {
    name: 'a cast that tells in its error',
    sql: [`select title::int from {theirs}.products where tenant_id = {neighbour}`],
    ends: 'nothing',
  },
  {
    name: 'a division that tells',
    sql: [`select 1 / (length(sku) - length(sku)) from {theirs}.products where tenant_id = {neighbour}`],
    ends: 'nothing',
  },
  { name: 'copy of the table', sql: ['copy {theirs}.products to stdout'], ends: 'done' },
  { name: 'copy of a query', sql: [`copy (${theirs}) to stdout`], ends: 'done' },
  {
    name: 'a cursor that outlives its transaction',
    sql: ['declare c cursor with hold for select * from {theirs}.products', 'commit', 'fetch all from c'],
    ends: 'done',
  },
  { name: 'the table as XML', sql: [`select table_to_xml('{theirs}.products', true, true, '')`], ends: 'done' },
  { name: 'the schema as XML', sql: [`select schema_to_xml('{schema}', true, true, '')`], ends: 'done' },
  {
    name: 'the database as XML',
    sql: [`select query_to_xml('select * from {theirs}.orders', true, true, '')`],
    ends: 'done',
  },
  {
    name: 'a block of code',
    sql: [
      `do $$ declare r record; begin for r in select * from {theirs}.products loop raise notice '%', r; end loop; end $$`,
    ],
    ends: 'done',
  },
  { name: 'locking rows', sql: [`${theirs} for update`], ends: 'nothing' },
  {
    name: 'sampling',
    sql: [`select tenant_id from {theirs}.products tablesample system (100) where tenant_id = {neighbour}`],
    ends: 'nothing',
  },
  {
    name: 'by where a row lies',
    sql: [
      `select tenant_id from {theirs}.products where ctid = any (array(select format('(0,%s)', n)::tid from generate_series(1, 50) n)) and tenant_id = {neighbour}`,
    ],
    ends: 'nothing',
  },
  {
    name: 'an update of everything',
    sql: [`update {theirs}.products set title = 'taken' where tenant_id = {neighbour}`],
    ends: 'nothing',
  },
  {
    name: 'a row for the neighbour',
    sql: [`insert into {theirs}.products (tenant_id, title) values ({neighbour}, 'x')`],
    ends: '42501',
  },
  {
    name: 'a row that refers to the neighbour’s',
    sql: [
      `insert into {theirs}.products (seller_id, title, type, status, price_amount_minor, currency) values ({seller}, 'x', 'service', 'draft', 1, 'EUR')`,
    ],
    ends: '23503',
  },
  {
    name: 'its own rows, given new words',
    sql: [`update {mine}.products set title = {sku} where title like 'first%' returning tenant_id`],
    ends: 'own',
    reader: '42501',
  },
  {
    name: 'an upsert',
    sql: [
      `insert into {mine}.products (title, type, status, price_amount_minor, currency)
       values ('x', 'service', 'draft', 1, 'EUR') on conflict do nothing returning tenant_id`,
    ],
    ends: 'own',
    reader: '42501',
  },
]

/** What nobody offered: other tables, the kernel, the server. */
const closed = refused([
  'select * from {mine}.idempotency_keys',
  'select * from {mine}.number_series',
  'select * from core.tenants',
  'select * from core.users',
  'select * from core.sessions',
  'select * from core.login_codes',
  'select * from core.memberships',
  'select * from core.database_logins',
  'select * from tenancy.logins',
  'select * from tenancy.fences',
  'select * from tenancy.binding_keys',
  'select * from tenancy.migrations',
  'select tenancy.current_tenant()',
  'select tenancy.login_tenant()',
  'select tenancy.fence({neighbour}, 99)',
  `select tenancy.create_login({tenant}, 'read_write')`,
  `select tenancy.drop_login({neighbour}, '{login}')`,
  `select tenancy_logins.make_login('{login}', true)`,
  `select tenancy_logins.end_sessions('{login}')`,
  'delete from {mine}.products',
  'truncate {mine}.products',
  'lock table {mine}.products in row exclusive mode',
  'lock table {mine}.products in access exclusive mode',
  'select pg_advisory_xact_lock(1)',
  'select pg_advisory_xact_lock_shared(1)',
  'select pg_try_advisory_xact_lock(hashtextextended({tenant}, 7201))',
  'select pg_try_advisory_xact_lock(1, 2)',
  'select * from pg_stat_activity',
  'select * from pg_stat_all_tables',
  'select * from pg_locks',
  'select * from pg_authid',
  'select * from pg_shadow',
  'select * from pg_user_mapping',
  'select * from pg_statistic',
  'select * from pg_hba_file_rules',
  'select * from pg_file_settings',
  'select pg_prepared_statement()',
])

/** What everybody may read of the catalogue: nothing of the neighbour's rows is in it. */
const catalogue: Attack[] = [
  'select * from pg_stats',
  'select * from pg_stats_ext',
  'select * from pg_roles',
  'select * from pg_user',
  'select * from pg_settings',
  'select * from pg_db_role_setting',
  'select * from pg_shdescription',
  'select proname, prosrc from pg_proc',
  'select * from information_schema.tables',
  'select * from information_schema.role_table_grants',
].map((sql) => ({ name: sql, sql: [sql], ends: 'done' }))

attackWith([...identity, ...ways, ...closed, ...catalogue], [], logins)
