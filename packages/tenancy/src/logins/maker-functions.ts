import { loginNames, loginRoles, loginSessions, loginSettings, makerSchema } from './login-roles.ts'

const definer = 'security definer set search_path = pg_catalog, pg_temp'

const settings = Object.entries(loginSettings)
  .map(([name, value]) => `execute format('alter role %I in database %I set ${name} = ''${value}''', login, here);`)
  .join('\n  ')

/** Functions that make roles, by name: their arguments and their body. All act on logins of this database only. */
const functions: Readonly<Record<string, { takes: string; body: string }>> = {
  require_login: {
    takes: 'login text',
    body: `
begin
  if login !~ '${loginNames}' or split_part(login, '_', 3) <> (
    select d.oid::text from pg_database d where d.datname = current_database()
  ) then
    raise exception '% is no login of this database', login using errcode = '22023';
  end if;
end`,
  },
  // Without a password, and unable to log in until it has one. From PostgreSQL 16 on the group cannot be changed into;
  // before, that gives nothing which the login does not have.
  make_login: {
    takes: 'login text, is_writer boolean',
    body: `
declare
  here text := current_database();
begin
  perform ${makerSchema}.require_login(login);
  execute format('create role %I nologin connection limit ${loginSessions}', login);
  -- To end its sessions, and to see how long they have lasted, takes membership.
  execute format('grant %I to ${loginRoles.maker}', login);
  execute format('grant %I to %I%s', case when is_writer then '${loginRoles.writer}' else '${loginRoles.reader}' end, login,
    case when current_setting('server_version_num')::integer >= 160000 then ' with inherit true, set false' end);
  ${settings}
  if not is_writer then
    execute format('alter role %I in database %I set default_transaction_read_only = on', login, here);
  end if;
end`,
  },
  place_login: {
    takes: 'login text, home text, is_shared boolean, is_open boolean',
    body: `
begin
  perform ${makerSchema}.require_login(login);
  execute format('alter role %I %s', login, case when is_open then 'login' else 'nologin' end);
  execute format('alter role %I in database %I set %I = %I', login, current_database(), 'search_path', home);
  if is_shared and not pg_has_role(login, '${loginRoles.shared}', 'member') then
    execute format('grant ${loginRoles.shared} to %I%s', login,
      case when current_setting('server_version_num')::integer >= 160000 then ' with inherit true, set false' end);
  elsif not is_shared and pg_has_role(login, '${loginRoles.shared}', 'member') then
    execute format('revoke ${loginRoles.shared} from %I', login);
  end if;
end`,
  },
  set_password: {
    takes: 'login text, verifier text',
    body: `
begin
  perform ${makerSchema}.require_login(login);
  -- Anything else PostgreSQL would take for the password itself.
  if verifier !~ '^SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/]{22}==\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' then
    raise exception 'that is no SCRAM verifier' using errcode = '22023';
  end if;
  execute format('alter role %I password %L', login, verifier);
end`,
  },
  end_sessions: {
    takes: 'login text',
    body: `
begin
  perform ${makerSchema}.require_login(login);
  perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.usename = login;
end`,
  },
  end_overdue: {
    takes: 'seconds integer',
    body: `
begin
  perform pg_terminate_backend(a.pid) from pg_stat_activity a
  where a.datname = current_database() and a.usename ~ '${loginNames}'
    and a.xact_start < clock_timestamp() - make_interval(secs => seconds);
end`,
  },
  drop_login: {
    takes: 'login text',
    body: `
begin
  perform ${makerSchema}.require_login(login);
  perform ${makerSchema}.end_sessions(login);
  execute format('drop role %I', login);
end`,
  },
}

/** What the functions are, for telling whether a database has these. */
export const makerBodies: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(functions).map(([name, { body }]) => [name, body]),
)

/** Makes the functions, or brings them up to date; run as a role that may act as the maker. */
export const makerFunctions = Object.entries(functions)
  .map(
    ([name, { takes, body }]) => `
create or replace function ${makerSchema}.${name}(${takes}) returns void
language plpgsql volatile ${definer}
as $body$${body}$body$;
revoke all on function ${makerSchema}.${name} from public;
grant execute on function ${makerSchema}.${name} to stoa_owner;`,
  )
  .join('\n')
