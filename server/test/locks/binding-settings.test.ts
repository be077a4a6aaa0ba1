import { type Attack, attackWith } from './attack.ts'

const rows = 'select tenant_id from {mine}.products'
const theirs = 'select tenant_id from {theirs}.products where tenant_id = {neighbour}'
const set = (value: string) => `select set_config('tenancy.binding', ${value}, true)`

/** The setting that binds a transaction is anybody's to set; whatever it is set to, it opens nothing else. */
const settings: Attack[] = [
  { name: 'as it is, for comparison', sql: [rows], ends: 'own' },
  { name: "set_config to the neighbour's id", sql: [set('{neighbour}'), theirs], ends: 'nothing' },
  {
    name: "set_config for the session to the neighbour's id",
    sql: [`select set_config('tenancy.binding', {neighbour}, false)`, 'commit', 'begin', theirs],
    ends: 'nothing',
  },
  { name: 'SET', sql: ['set tenancy.binding = {neighbour}', theirs], ends: 'nothing' },
  { name: 'SET LOCAL', sql: ['set local tenancy.binding = {exchanged}', theirs], ends: 'nothing' },
  { name: 'RESET', sql: ['reset tenancy.binding', rows], ends: 'nothing' },
  { name: 'RESET ALL', sql: ['reset all', rows], ends: 'nothing' },
  { name: 'SET to DEFAULT', sql: ['set tenancy.binding to default', rows], ends: 'nothing' },
  { name: 'DISCARD ALL', sql: ['discard all'], ends: '25001' },
  { name: 'DISCARD PLANS', sql: ['discard plans', rows], ends: 'own' },
  { name: 'bind to an id', sql: ['select tenancy.bind({neighbour})'], ends: '42501' },
  { name: 'bind a second tenant', sql: ['select tenancy.bind({exchanged})'], ends: '42501' },
  {
    name: 'bind a second tenant after RESET',
    sql: ['reset tenancy.binding', 'select tenancy.bind({exchanged})', theirs],
    ends: 'nothing',
  },
  {
    name: 'bind back to a savepoint, then another tenant',
    sql: [
      'commit',
      'begin',
      'savepoint s',
      'select tenancy.bind({binding})',
      'rollback to s',
      'select tenancy.bind({exchanged})',
      theirs,
    ],
    ends: 'nothing',
  },
  { name: 'a binding of another name', sql: [`set local tenancy."Binding" = {exchanged}`, theirs], ends: 'nothing' },
  {
    name: 'the setting removed and made anew with another meaning',
    sql: [`select set_config('tenancy.key', 'x', true), set_config('tenancy.tenant', {neighbour}, true)`, theirs],
    ends: 'nothing',
  },
  { name: 'an empty setting', sql: [set(`''`), rows], ends: 'nothing' },
  { name: 'after COMMIT', sql: ['commit', rows], ends: 'nothing' },
  { name: 'after COMMIT AND CHAIN', sql: ['commit and chain', rows], ends: 'nothing' },
  { name: 'after ROLLBACK', sql: ['rollback', 'begin', rows], ends: 'nothing' },
]

/** Parts of the attacker's own true binding, which it can read, put together otherwise. */
const own = `current_setting('tenancy.binding')`
const part = (number: number) => `split_part(${own}, '.', ${number})`
const from = (...parts: string[]) => parts.join(` || '.' || `)
const forged: [string, string][] = [
  ["the neighbour's id in front", from('{neighbour}', part(2), part(3), part(4), part(5))],
  ['the id in front of the whole', `{neighbour} || ${own}`],
  ['two ids', from('{neighbour}', own)],
  ['a later epoch', from('{neighbour}', `'0000000000000009'`, part(3), part(4), part(5))],
  ['a longer life', from('{neighbour}', part(2), `'99999999999'`, part(4), part(5))],
  ['no mac', from('{neighbour}', part(2), part(3), part(4), `''`)],
  ['no key', from('{neighbour}', part(2), part(3), `''`, part(5))],
  ['the mac of nothing', from('{neighbour}', part(2), part(3), part(4), `encode(sha256(''), 'hex')`)],
  [
    'a mac made with the id of the key',
    from(
      '{neighbour}',
      part(2),
      part(3),
      part(4),
      `encode(sha256(convert_to(${part(4)} || {neighbour}, 'UTF8')), 'hex')`,
    ),
  ],
  ['a mac with wildcards', from('{neighbour}', part(2), part(3), part(4), `repeat('%', 64)`)],
  ['a key with wildcards', from('{neighbour}', part(2), part(3), `repeat('_', 16)`, part(5))],
  ['a null in the middle', from('{neighbour}', part(2), part(3), part(4), `null`)],
  ['capitals', `upper(${from('{neighbour}', part(2), part(3), part(4), part(5))})`],
  ['the own binding behind a line end', `{neighbour} || E'\\n' || ${own}`],
  [
    'wide digits',
    `translate(${from('{neighbour}', part(2), part(3), part(4), part(5))}, '0123456789', '０１２３４５６７８９')`,
  ],
  ['a million characters', `{neighbour} || repeat('.', 1000000) || ${own}`],
]

const expired: Attack[] = [
  { name: "one's own binding after its time", sql: [set('{expired}'), rows], ends: 'nothing' },
  {
    name: "one's own binding after its time, by bind",
    sql: ['commit', 'begin', 'select tenancy.bind({expired})'],
    ends: '42501',
  },
  {
    name: 'an expired binding with a longer life',
    sql: [set(`overlay({expired} placing '99999999999' from 55 for 10)`), rows],
    ends: 'nothing',
  },
]

/** Other settings that could make row security look away. */
const around: Attack[] = [
  { name: 'row_security off', sql: ['set local row_security = off', rows], ends: '42501' },
  { name: 'session_replication_role', sql: ['set local session_replication_role = replica'], ends: '42501' },
  { name: 'its own role as a setting', sql: [`select set_config('role', 'stoa_owner', true)`], ends: '42501' },
  {
    name: 'its own session as a setting',
    sql: [`select set_config('session_authorization', 'stoa_owner', true)`],
    ends: '42501',
  },
  { name: 'is_superuser', sql: [`select set_config('is_superuser', 'on', true)`], ends: '55P02' },
  {
    name: 'search_path through every schema',
    sql: ['set local search_path = pg_temp, {theirs}, core, tenancy, pg_catalog', 'select tenant_id from products'],
    ends: ['own', 'nothing'],
  },
  {
    name: 'search_path with pg_catalog last',
    sql: ['set local search_path = {theirs}, tenancy, core, pg_catalog', rows],
    ends: 'own',
  },
  { name: 'session_preload_libraries', sql: [`set session_preload_libraries = 'x'`], ends: '42501' },
  { name: 'dynamic_library_path', sql: [`set dynamic_library_path = '/tmp'`], ends: '42501' },
  { name: 'log_statement', sql: [`set log_statement = 'all'`], ends: '42501' },
  { name: 'track_functions', sql: [`set track_functions = 'all'`], ends: '42501' },
  { name: 'allow_system_table_mods', sql: ['set allow_system_table_mods = on'], ends: '42501' },
  {
    name: 'a plan for workers, which take the binding along',
    sql: [
      'set local debug_parallel_query = on; set local parallel_setup_cost = 0; set local min_parallel_table_scan_size = 0',
      rows,
    ],
    ends: ['own', '42704'],
  },
  {
    name: 'operators that cost nothing',
    sql: ['set local cpu_operator_cost = 0; set local cpu_tuple_cost = 0', rows],
    ends: 'own',
  },
  { name: 'compiled at run time', sql: ['set local jit_above_cost = 0', rows], ends: 'own' },
  {
    name: 'as null is equal to null',
    sql: [
      'set local transform_null_equals = on',
      'reset tenancy.binding',
      'select tenant_id from {theirs}.products where tenant_id = null or tenant_id = {neighbour}',
    ],
    ends: 'nothing',
  },
  { name: 'constraints deferred', sql: ['set constraints all deferred', theirs], ends: 'nothing' },
  {
    name: 'another snapshot',
    sql: [`commit; begin isolation level repeatable read; set transaction snapshot '00000003-00000001-1'`],
    ends: ['42704', '22023', '58P01'],
  },
]

attackWith([
  ...settings,
  ...forged.map(([name, value]): Attack => ({ name: `forged: ${name}`, sql: [set(value), theirs], ends: 'nothing' })),
  ...expired,
  ...around,
])
