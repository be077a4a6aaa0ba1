/** Tables as somebody might add them by mistake, made as the migrations make theirs: each must be found. */
export interface BadTable {
  mistake: string
  /** What the suite says of: the table unless another thing is at fault. */
  subject: (schema: string) => string
  /** Words in the names of the attacks that find it. */
  foundBy: string[]
  /** Attacks that need the rows of both tenants in one table. */
  foundWhereShared?: string[]
  sql: (schema: string) => string
}

const table =
  (name: string, columns = '', keys = 'primary key (tenant_id, id)') =>
  (schema: string) =>
    `create table ${schema}.${name} (tenant_id uuid not null, id uuid not null, note text not null ${columns}, ${keys});
   grant select, insert, update, delete on ${schema}.${name} to stoa_app;
   grant select on ${schema}.${name} to stoa_reader;`

const named = (name: string) => (schema: string) => `${schema}.${name}`

const enabled = (name: string, schema: string) =>
  `alter table ${schema}.${name} enable row level security; alter table ${schema}.${name} force row level security;`

const isOwn = 'tenant_id = tenancy.current_tenant()'

export const badTables: BadTable[] = [
  {
    mistake: 'a table without row security',
    subject: named('without_row_security'),
    foundBy: [
      'app, without a binding: select everything',
      'reader, expired: copy to',
      'app, bound to another tenant: copy from',
      'app, bound to another tenant: delete',
      'app, bound to another tenant: merge',
      'app, bound to another tenant: lock',
      "app, of a past epoch: insert the victim's row again",
      'app, bound to another tenant: give a row to the victim',
    ],
    sql: table('without_row_security'),
  },
  {
    mistake: 'a table without FORCE',
    subject: named('without_force'),
    foundBy: ['owner, without a binding: meet rows'],
    sql: (schema) => `${table('without_force')(schema)}
      alter table ${schema}.without_force enable row level security;
      create policy p on ${schema}.without_force using (${isOwn}) with check (${isOwn});`,
  },
  {
    mistake: 'a policy with USING alone',
    subject: named('with_using_alone'),
    foundBy: ['form: a policy says both'],
    sql: (schema) => `${table('with_using_alone')(schema)} ${enabled('with_using_alone', schema)}
      create policy p on ${schema}.with_using_alone using (${isOwn});`,
  },
  {
    mistake: 'a policy that checks nothing',
    subject: named('with_open_check'),
    foundBy: [
      "app, bound to another tenant: insert the victim's row again",
      'app, without a binding: insert a new row of the victim',
      'app, bound to another tenant: give a row to the victim',
      "app, bound to another tenant: merge the victim's row in",
    ],
    sql: (schema) => `${table('with_open_check')(schema)} ${enabled('with_open_check', schema)}
      create policy p on ${schema}.with_open_check using (${isOwn}) with check (true);`,
  },
  {
    mistake: 'a policy that believes a setting',
    subject: named('with_plain_setting'),
    foundBy: ['app, forged with a tenant and nothing else: select everything'],
    sql: (schema) => `${table('with_plain_setting')(schema)} ${enabled('with_plain_setting', schema)}
      create policy p on ${schema}.with_plain_setting
        using (tenant_id::text = left(current_setting('tenancy.binding', true), 36))
        with check (tenant_id::text = left(current_setting('tenancy.binding', true), 36));`,
  },
  {
    mistake: 'a second policy that opens it',
    subject: named('with_second_policy'),
    foundBy: ['app, without a binding: select everything', 'reader, bound to another tenant: copy to'],
    sql: (schema) => `${table('with_second_policy')(schema)}
      select tenancy.isolate('${schema}.with_second_policy');
      create policy support on ${schema}.with_second_policy for select using (true);`,
  },
  {
    mistake: 'a foreign key without the tenant',
    subject: named('with_plain_key'),
    foundBy: ['form: a foreign key between tables of tenants'],
    foundWhereShared: ["refer to the victim's row by a foreign key", "ask for the victim's ids by writing them"],
    sql: (schema) => `${table('with_plain_key', `, parent_id uuid references ${schema}.with_global_id (id)`)(schema)}
      select tenancy.isolate('${schema}.with_plain_key');`,
  },
  {
    mistake: 'a unique key without the tenant',
    subject: named('with_global_id'),
    foundBy: ["meet the victim's unique keys"],
    sql: (schema) => `${table('with_global_id', '', 'primary key (tenant_id, id), unique (id)')(schema)}
      select tenancy.isolate('${schema}.with_global_id');`,
  },
  {
    mistake: 'a table with TRUNCATE granted',
    subject: named('with_truncate'),
    foundBy: ['app, without a binding: truncate', 'app, bound to another tenant: truncate'],
    sql: (schema) => `${table('with_truncate')(schema)} select tenancy.isolate('${schema}.with_truncate');
      grant truncate on ${schema}.with_truncate to stoa_app;`,
  },
  {
    mistake: 'a table without tenant_id',
    subject: named('without_tenant'),
    foundBy: ['form: a table in a schema of tenants names the tenant'],
    sql: (schema) => `create table ${schema}.without_tenant (id uuid primary key, note text);`,
  },
  {
    mistake: 'a view that reads as its owner',
    subject: () => 'core.members_everywhere',
    foundBy: ['app, without a binding: read or call', 'reader, bound to another tenant: read or call'],
    sql: () => `create or replace view core.members_everywhere as select id, email from core.users;
      grant select on core.members_everywhere to stoa_app, stoa_reader;`,
  },
  {
    mistake: 'a function that reads as its owner',
    subject: () => 'core.address_of',
    foundBy: ['app, without a binding: read or call', 'app, bound to another tenant: read or call'],
    sql: () => `create or replace function core.address_of(person uuid) returns text language sql stable security definer
      set search_path = pg_catalog, pg_temp as 'select email from core.users where id = person';
      grant execute on function core.address_of(uuid) to stoa_app;`,
  },
]

/** Tables as they should be; the suite must have nothing to say of them. */
export const goodTables = (schema: string) => `
  ${table('good_parents')(schema)} select tenancy.isolate('${schema}.good_parents');
  ${table('good_children', ', parent_id uuid not null, day date, amount bigint, is_done boolean, tags text[], extra jsonb', 'primary key (tenant_id, id), unique (tenant_id, note)')(schema)}
  select tenancy.isolate('${schema}.good_children');
  alter table ${schema}.good_children add foreign key (tenant_id, parent_id) references ${schema}.good_parents (tenant_id, id);`
