import { settingsToKeep } from '../roles/kept-settings.ts'
import { type RoleKey, roles } from '../roles/role.ts'
import type { Check } from './check.ts'

const ours = (Object.keys(roles) as RoleKey[])
  .flatMap((key) => settingsToKeep(key).map((setting) => `('${roles[key]}', '${setting}')`))
  .join(', ')

/** Undoes what is set for all roles; a role's own settings are another matter. Stands where `s` is the setting. */
const reset = `(
  select string_agg(case k.setdatabase when 0 then format('alter role all reset %s', s.name)
    else format('alter database %I reset %s', current_database(), s.name) end, '; ')
  from pg_db_role_setting k, unnest(k.setconfig) kept
  where k.setrole = 0 and split_part(kept, '=', 1) = s.name
    and k.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))
)`

/** What a connection starts with. Each runs as the role it judges; a role of another name is not ours to set. */
export const settingChecks: readonly Check[] = [
  {
    code: 'role_settings_changed',
    severity: 'warning',
    explanation:
      'A role may change what its own connections start with, for good: without time limits, or unable to write or log in.',
    mend: 'Every start of the server puts them back (ensureRoles).',
    query: `
      with ours (role, setting) as (values ${ours}),
      kept as (
        select s.setdatabase <> 0 as is_here, setting
        from pg_db_role_setting s join pg_roles me on me.oid = s.setrole, unnest(s.setconfig) setting
        where me.rolname = current_user
          and s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))
      ),
      changed as (
        select is_here, split_part(setting, '=', 1) as name from kept
        where is_here or setting not in (select o.setting from ours o where o.role = current_user)
        union
        select false, split_part(o.setting, '=', 1) from ours o
        where o.role = current_user and o.setting not in (select k.setting from kept k where not k.is_here)
      )
      select current_user || ': ' || c.name as subject, string_agg(case
          when c.is_here then format('alter role %I in database %I reset %s', current_user, current_database(), c.name)
          when o.setting is null then format('alter role %I reset %s', current_user, c.name)
          else format('alter role %I set %s = %L', current_user, c.name,
            replace(substr(o.setting, length(c.name) + 2), '""', '')) end, '; ') as sql
      from changed c left join ours o on o.role = current_user and split_part(o.setting, '=', 1) = c.name
      where current_user in (select o.role from ours o)
      group by c.name`,
  },
  {
    code: 'setting_unsafe',
    severity: 'error',
    explanation:
      'What the database or the server sets for everybody makes queries fail or mean something else, or loads code into ' +
      'each connection.',
    mend: 'Reset it where it was set: the database, all roles, the configuration file, or the options of the URL.',
    query: `
      with wanted (name, value) as (values
        ('row_security', 'on'), ('session_replication_role', 'origin'), ('lo_compat_privileges', 'off'),
        ('standard_conforming_strings', 'on'), ('transform_null_equals', 'off'), ('array_nulls', 'on'),
        ('bytea_output', 'hex'), ('IntervalStyle', 'postgres'), ('client_encoding', 'UTF8'),
        ('default_transaction_isolation', 'read committed'), ('default_transaction_deferrable', 'off'),
        ('default_transaction_read_only', case current_user when '${roles.reader}' then 'on' else 'off' end),
        ('session_preload_libraries', null), ('local_preload_libraries', null), ('zero_damaged_pages', 'off'),
        ('ignore_checksum_failure', 'off'), ('ignore_system_indexes', 'off')
      )
      select format('%s: %s = %s', current_user, s.name, s.setting) as subject, ${reset} as sql
      from pg_settings s join wanted w using (name)
      where s.source not in ('user', 'database user') and s.setting is distinct from w.value
        and (w.value is not null or s.source in ('database', 'global', 'client') and s.setting <> '')`,
  },
  {
    code: 'log_shows_bindings',
    severity: 'warning',
    explanation:
      'The server writes parameters of statements into its log: bindings, good for ten minutes, and what tenants entered.',
    mend: 'alter system set log_parameter_max_length = 0 and log_parameter_max_length_on_error = 0, then pg_reload_conf().',
    query: `
      select format('%s: %s = %s', current_user, s.name, s.setting) as subject, ${reset} as sql
      from pg_settings s, pg_settings length
      where length.name = 'log_parameter_max_length' and length.setting <> '0' and (
          s.name = 'log_statement' and s.setting = 'all'
          or s.name in ('log_min_duration_statement', 'log_min_duration_sample') and s.setting <> '-1'
          or s.name = 'log_transaction_sample_rate' and s.setting::float8 > 0
        )
        or length.name = 'log_parameter_max_length_on_error' and length.setting <> '0' and s.name = length.name
        or length.name = 'auto_explain.log_parameter_max_length' and length.setting <> '0'
          and s.name = 'auto_explain.log_min_duration' and s.setting <> '-1'`,
  },
]
