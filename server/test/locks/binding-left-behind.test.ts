import { type Attack, attackWith } from './attack.ts'

const rows = 'select tenant_id from {mine}.products'
const theirs = 'select tenant_id from {theirs}.products where tenant_id = {neighbour}'
const asNeighbour = (sql: string) => `(neighbour) ${sql}`
const generic = 'set plan_cache_mode = force_generic_plan'

/** A connection serves one tenant after the other. What is left behind on it opens nothing, in either direction. */
const leftBehind: Attack[] = [
  {
    name: 'a statement prepared before, and run with the plan of then',
    sql: [generic, `prepare mine as ${rows}`, 'execute mine; execute mine', asNeighbour('select 1'), 'execute mine'],
    ends: 'own',
  },
  {
    name: "a statement prepared before and asking for the neighbour's",
    sql: [generic, `prepare mine as ${theirs}`, 'execute mine', asNeighbour('select 1'), 'execute mine'],
    ends: 'nothing',
  },
  {
    name: 'a statement planned while the neighbour was bound',
    sql: [generic, `prepare mine as ${rows}`, asNeighbour('execute mine'), 'execute mine'],
    ends: 'own',
  },
  {
    name: 'a statement that writes, planned while the neighbour was bound',
    sql: [
      generic,
      'prepare mine(text) as update {theirs}.order_history set reason = $1 returning tenant_id',
      asNeighbour('prepare yours as select 1'),
      `execute mine('taken')`,
    ],
    ends: ['own', 'nothing'],
  },
  {
    name: 'a cursor that outlives its transaction, read while the neighbour is bound',
    sql: [
      'declare mine cursor with hold for select * from {theirs}.products',
      asNeighbour('fetch all from mine'),
      'fetch all from mine',
    ],
    ends: 'done',
  },
  {
    name: 'a cursor opened before the binding is taken off',
    sql: [`declare mine cursor for ${rows}`, 'fetch 1 from mine', 'reset tenancy.binding', 'fetch all from mine'],
    ends: ['own', 'nothing'],
  },
  {
    name: 'a cursor opened before another binding is set',
    sql: [
      `declare mine cursor for select tenant_id from {theirs}.products where title > ''`,
      'fetch 1 from mine',
      `select set_config('tenancy.binding', {exchanged}, true)`,
      'fetch all from mine',
    ],
    ends: ['own', 'nothing'],
  },
  {
    name: "a cursor of the neighbour's transaction",
    sql: [asNeighbour('declare yours cursor for select * from {theirs}.products'), 'fetch all from yours'],
    ends: '34000',
  },
  {
    name: 'which cursors there are',
    sql: [asNeighbour('declare yours cursor for select 1'), 'select * from pg_cursors'],
    ends: 'nothing',
  },
  { name: 'how statements are called', sql: ['select * from pg_prepared_statements'], ends: '42501' },
  { name: 'how statements are called, by the function', sql: ['select pg_prepared_statement()'], ends: '42501' },
  {
    name: 'a binding left for the session, before the neighbour comes',
    sql: [`select set_config('tenancy.binding', {binding}, false)`, asNeighbour(rows)],
    ends: '42501',
  },
  {
    name: "a binding with the neighbour's id left for the session",
    sql: [
      `select set_config('tenancy.binding', {exchanged}, false)`,
      asNeighbour('select 1'),
      'select tenancy.bind({binding})',
    ],
    ends: ['42501', 'done'],
  },
  {
    name: 'whether the binding of the neighbour can be read afterwards',
    sql: [asNeighbour('select 1'), 'commit', `select 1 where current_setting('tenancy.binding') <> ''`],
    ends: 'nothing',
  },
  {
    name: 'a setting by which the neighbour would leave something',
    sql: [
      `set session_preload_libraries = ''`,
      asNeighbour('select count(*) from {theirs}.products'),
      `select 1 where current_setting('mine.taken', true) <> ''`,
    ],
    ends: ['42501', 'nothing'],
  },
  {
    name: 'schemas left in front of the others',
    sql: ['set search_path = {mine}, pg_catalog', asNeighbour('select 1'), rows],
    ends: 'own',
  },
  {
    name: 'default privileges for what it will never make',
    sql: ['alter default privileges grant all on tables to public', asNeighbour('select 1'), theirs],
    ends: ['nothing', '42501'],
  },
  {
    name: 'a transaction that keeps its snapshot',
    sql: ['commit; begin isolation level serializable; select tenancy.bind({binding})'],
    ends: '42501',
    reader: 'done',
  },
  {
    name: 'a level for the transactions to come',
    sql: [`set default_transaction_isolation = 'repeatable read'`, asNeighbour('select 1')],
    ends: '42501',
    reader: 'done',
  },
  {
    name: 'a message to whoever listens',
    sql: [`listen tenancy_tenants; listen stoa_identity; notify mine, 'x'`, asNeighbour('select 1'), rows],
    ends: 'own',
  },
  { name: 'unlisten everything', sql: ['unlisten *', rows], ends: 'own' },
  { name: 'large objects as a letter box', sql: [`select lo_create(1)`], ends: '42501' },
  { name: 'a large object that is not there', sql: ['select lo_get(1)'], ends: '42704' },
  { name: 'temporary tables as a letter box', sql: ['create temporary table letters (text text)'], ends: '42501' },
  { name: 'an advisory lock that stays', sql: ['select pg_try_advisory_lock_shared(1)'], ends: '42501' },
]

attackWith(leftBehind)
