import { type Attack, attackWith } from './attack.ts'

const theirs = '{theirs}.products where tenant_id = {neighbour}'
const everywhere = `ctid = any (array(select format('(%s,%s)', b, i)::tid from generate_series(0, 9) b, generate_series(1, 99) i))`
const columns = 'tenant_id, id, title, type, status, price_amount_minor, currency, version, created_at, updated_at'
const values = (tenant: string, id = 'gen_random_uuid()') =>
  `${tenant}, ${id}, 'x', 'physical', 'active', 1, 'EUR', 1, now(), now()`

const nothing = (attacks: Record<string, string>): Attack[] =>
  Object.entries(attacks).map(([name, sql]) => ({ name, sql: [sql], ends: 'nothing' }))

/** Every way of asking for rows. */
const reading: Attack[] = [
  { name: 'all rows', sql: ['select * from {mine}.products'], ends: 'own' },
  { name: 'TABLE', sql: ['table {mine}.orders'], ends: 'own' },
  { name: 'the whole row as one', sql: ['select p, to_jsonb(p), p::text from {theirs}.products p'], ends: 'done' },
  { name: 'system columns', sql: ['select tenant_id, ctid, xmin, xmax, tableoid from {mine}.products'], ends: 'own' },
  { name: 'ONLY', sql: ['select tenant_id from only {mine}.order_items'], ends: 'own' },
  { name: 'TABLESAMPLE', sql: ['select tenant_id from {mine}.products tablesample system (100)'], ends: 'own' },
  {
    name: 'TABLESAMPLE, row by row',
    sql: ['select tenant_id from {mine}.products tablesample bernoulli (100)'],
    ends: 'own',
  },
  { name: 'FOR UPDATE', sql: ['select tenant_id from {mine}.products for update'], ends: 'own' },
  {
    name: 'a join of everything',
    sql: [
      'select p.tenant_id, o.notes, u.email from {mine}.products p, {theirs}.orders o, core.users u, core.memberships m',
    ],
    ends: ['own', 'nothing'],
  },
  { name: 'every place in the table', sql: [`select tenant_id from {mine}.products where ${everywhere}`], ends: 'own' },
  {
    name: 'through a cursor, forwards and backwards',
    sql: [
      'declare c scroll cursor for select tenant_id from {mine}.products',
      'fetch all from c; fetch backward all from c',
    ],
    ends: 'own',
  },
  {
    name: 'through XML',
    sql: [
      `select table_to_xml('{theirs}.products', true, true, ''), query_to_xml('select * from {theirs}.orders', true, true, '')`,
    ],
    ends: 'done',
  },
  { name: 'a schema through XML', sql: [`select schema_to_xml('{schema}', true, true, '')`], ends: 'done' },
  { name: 'the database through XML', sql: [`select database_to_xml(true, true, '')`], ends: 'done' },
  {
    name: 'a cursor through XML',
    sql: ['declare c cursor for select * from {theirs}.products', `select cursor_to_xml('c', 1000, true, true, '')`],
    ends: 'done',
  },
  { name: 'COPY of a query', sql: ['copy (select * from {theirs}.products) to stdout'], ends: 'done' },
  { name: 'COPY of a table', sql: ['copy {theirs}.orders to stdout'], ends: 'done' },
  {
    name: 'settings of its own tenant and of no other',
    sql: ['select id as tenant_id, name, settings from core.tenants'],
    ends: 'own',
  },
  { name: 'notes of the platform about tenants', sql: ['select metadata from core.tenants'], ends: '42501' },
  {
    name: 'members, with their addresses',
    sql: ['select m.tenant_id, u.email from core.memberships m join core.users u on u.id = m.user_id'],
    ends: 'own',
  },
  { name: 'people by address', sql: ['select id from core.users where email = {address}'], ends: 'nothing' },
  { name: 'people by name', sql: ['select name from core.users'], ends: '42501' },
  { name: 'tokens of domains', sql: ['select token from core.tenant_domains'], ends: '42501' },
  { name: 'sessions', sql: ['select * from core.sessions'], ends: '42501' },
  { name: 'codes to log in', sql: ['select * from core.login_codes'], ends: '42501' },
  { name: 'fences', sql: ['select * from tenancy.fences'], ends: '42501' },
  { name: 'which schemas there are', sql: ['select * from tenancy.tenant_schemas'], ends: '42501' },
  ...nothing({
    'by tenant': `select * from ${theirs}`,
    'by id': 'select * from {theirs}.products where id = {product}',
    'by a range of tenants':
      'select * from {theirs}.products where tenant_id >= {neighbour} and tenant_id <= {neighbour}',
    'by tenants in a list': `select * from {theirs}.products where tenant_id = any (array[{neighbour}]::uuid[])`,
    'by a comparison of rows': 'select * from {theirs}.products where (tenant_id, id) = ({neighbour}, {product})',
    'a subquery': `select (select title from ${theirs} limit 1) as title where false or (select title from ${theirs} limit 1) is not null`,
    EXISTS: `select 1 where exists (select from ${theirs})`,
    'a CTE': `with t as materialized (select * from ${theirs}) select * from t`,
    LATERAL: `select * from (values ({neighbour}::uuid)) v (id), lateral (select * from {theirs}.products p where p.tenant_id = v.id) p`,
    UNION: `select id from ${theirs} union all select id from {theirs}.orders where tenant_id = {neighbour}`,
    'a window': `select * from (select max(title) over () from ${theirs}) w`,
    'FOR SHARE': `select * from ${theirs} for share`,
    'FOR KEY SHARE': `select * from ${theirs} for key share skip locked`,
    'a recursive query': `with recursive r as (select id from ${theirs} union select id from r) select * from r`,
    'idempotency keys and what was answered':
      'select body from {theirs}.idempotency_keys where tenant_id = {neighbour}',
    'numbers given out': 'select last_number from {theirs}.number_series where tenant_id = {neighbour}',
  }),
]

/** Conditions that would tell of a row by what they do when they are shown it. They are asked after row security. */
const telling = ['{mine}', '{theirs}'].flatMap((schema) => {
  const where = (condition: string) => `select tenant_id from ${schema}.products where ${everywhere} and ${condition}`
  const conditions: Record<string, string> = {
    'a division by zero': `1 / (case when tenant_id = {neighbour} then 0 else 1 end) = 1`,
    'a cast': `case when tenant_id = {neighbour} then title::int end is null`,
    'a setting': `set_config('mine.title', title, false) is not null`,
    'a notification': `pg_notify('mine', title)::text = ''`,
    'a message in the log': `pg_logical_emit_message(true, 'mine', title) is not null`,
    'the name of a table': `to_regclass(quote_ident(title)) is null`,
    'a lock': `pg_try_advisory_xact_lock(hashtext(title))`,
    XML: `xmlexists('//x' passing xmlelement(name x, title))`,
    'a regular expression': `title ~ '.'`,
    'a search': `to_tsvector('simple', title) @@ to_tsquery('simple', 'kept')`,
    'a path': `jsonb_path_exists(metadata, 'strict $.note')`,
  }
  return Object.entries(conditions).map(
    ([name, condition]): Attack => ({
      name: `${name} for every row of ${schema}`,
      sql: [
        'set local enable_indexscan = off; set local enable_bitmapscan = off; set local client_min_messages = debug1',
        where(condition),
        `listen mine; select tenant_id from {mine}.products where current_setting('mine.title', true) is distinct from ''`,
      ],
      ends: ['own', 'nothing'],
    }),
  )
})

const writing: Attack[] = [
  {
    name: 'insert for the neighbour',
    sql: [`insert into {theirs}.products (${columns}) values (${values('{neighbour}')})`],
    ends: '42501',
  },
  {
    name: 'insert for the neighbour, returning',
    sql: [`insert into {theirs}.products (${columns}) values (${values('{neighbour}')}) returning *`],
    ends: '42501',
  },
  {
    name: 'insert onto its row',
    sql: [
      `insert into {theirs}.products (${columns}) values (${values('{neighbour}', '{product}')}) on conflict (tenant_id, id) do update set title = 'taken'`,
    ],
    ends: '42501',
  },
  {
    name: 'insert onto its row, doing nothing',
    sql: [
      `insert into {theirs}.products (${columns}) values (${values('{neighbour}', '{product}')}) on conflict do nothing`,
    ],
    ends: '42501',
  },
  {
    name: 'insert from a query',
    sql: [
      `insert into {mine}.products (${columns}) select {tenant}, gen_random_uuid(), title, type, status, price_amount_minor, currency, version, created_at, updated_at from ${theirs}`,
    ],
    ends: 'nothing',
  },
  { name: 'update', sql: [`update ${theirs.replace(' where', ` set title = 'taken' where`)}`], ends: 'nothing' },
  { name: 'update by id', sql: [`update {theirs}.products set title = 'taken' where id = {product}`], ends: 'nothing' },
  {
    name: 'update everything without reading a column',
    sql: [`update {theirs}.orders set notes = 'taken' returning tenant_id`],
    ends: ['own', 'nothing'],
  },
  {
    name: 'update by place',
    sql: [`update {mine}.order_history set reason = 'taken' where ${everywhere} returning tenant_id`],
    ends: ['own', 'nothing'],
  },
  { name: 'give a row away', sql: ['update {mine}.products set tenant_id = {neighbour}'], ends: ['42501', '23503'] },
  {
    name: 'give a row away without reading one',
    sql: [`update {mine}.number_series set tenant_id = {neighbour}, name = 'mine'`],
    ends: '42501',
  },
  {
    name: 'delete',
    sql: [`delete from {theirs}.order_history where tenant_id = {neighbour} returning *`],
    ends: 'nothing',
  },
  {
    name: 'delete by joining',
    sql: [
      'delete from {theirs}.order_items i using {theirs}.orders o where o.id = i.order_id and o.tenant_id = {neighbour}',
    ],
    ends: 'nothing',
  },
  {
    name: 'merge',
    sql: [
      `merge into {theirs}.products p using (select {product}::uuid as id) s on p.id = s.id when matched then update set title = 'taken'`,
    ],
    ends: 'nothing',
  },
  {
    name: 'merge as deletion',
    sql: [
      'merge into {theirs}.order_history h using (select {neighbour}::uuid as id) s on h.tenant_id = s.id when matched then delete',
    ],
    ends: 'nothing',
  },
  {
    name: 'merge in',
    sql: [
      `merge into {theirs}.products p using (select 1) s on false when not matched then insert (${columns}) values (${values('{neighbour}')})`,
    ],
    ends: '42501',
  },
  {
    name: 'a CTE that writes',
    sql: [
      `with taken as (delete from {theirs}.order_history where tenant_id = {neighbour} returning *) select * from taken`,
    ],
    ends: 'nothing',
  },
  { name: 'COPY in', sql: ['copy {theirs}.products from stdin'], ends: '0A000' },
  { name: "refer to the neighbour's seller", sql: [`update {mine}.products set seller_id = {seller}`], ends: '23503' },
  {
    name: "sell the neighbour's product",
    sql: ['update {mine}.order_items set product_id = {product}'],
    ends: ['23503', '23505'],
  },
  {
    name: 'members of the neighbour',
    sql: [
      `insert into core.memberships (tenant_id, user_id, name, role, status, version, created_at, updated_at) select {neighbour}, user_id, 'x', 'owner', 'active', 1, now(), now() from core.memberships`,
    ],
    ends: '42501',
  },
  {
    name: 'a member moved to the neighbour',
    sql: ['update core.memberships set tenant_id = {neighbour}'],
    ends: '42501',
  },
  { name: 'a member made superadmin', sql: ['update core.users set is_superadmin = true'], ends: '42501' },
  {
    name: 'settings of the neighbour',
    sql: [`update core.tenants set settings = '{}' where id = {neighbour}`],
    ends: 'nothing',
  },
  {
    name: 'the neighbour suspended',
    sql: [`update core.tenants set status = 'suspended' where id = {neighbour}`],
    ends: '42501',
  },
  {
    name: 'a domain for the neighbour',
    sql: [
      `insert into core.tenant_domains (domain, tenant_id, token, created_at) values ('taken.example', {neighbour}, repeat('x', 32), now())`,
    ],
    ends: '42501',
  },
  { name: 'the ledger', sql: ['delete from tenancy.migrations'], ends: '42501' },
  { name: 'fences', sql: [`insert into tenancy.fences (tenant, epoch) values ({neighbour}, 99)`], ends: '42501' },
  {
    name: 'keys',
    sql: [
      `insert into tenancy.binding_keys (id, inner_pad, outer_pad) values (repeat('0', 16), decode(repeat('00', 64), 'hex'), decode(repeat('00', 64), 'hex'))`,
    ],
    ends: '42501',
  },
  { name: 'catalogues', sql: [`update pg_catalog.pg_class set relrowsecurity = false`], ends: '42501' },
  {
    name: 'LOCK as a way in',
    sql: [`lock table {theirs}.products in row exclusive mode; select * from ${theirs}`],
    ends: 'nothing',
  },
]

attackWith([...reading, ...telling, ...writing])
