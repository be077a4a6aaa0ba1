import { settingsToKeep } from '../roles/kept-settings.ts'
import { type RoleKey, roles } from '../roles/role.ts'
import type { Check } from './check.ts'

const expected = (Object.keys(roles) as RoleKey[])
  .flatMap((key) => settingsToKeep(key).map((setting) => `('${roles[key]}', '${setting}')`))
  .join(', ')

/** Runs as the role it judges; a role of another name is not ours to set. */
export const settingsCheck: Check = {
  code: 'role_settings_changed',
  severity: 'warning',
  explanation:
    'A role may change what its own connections start with, for good: without time limits, or unable to write or log in.',
  mend: (subject) => `ensureRoles(adminUrl, secret), as the start of the server does; it resets ${subject}`,
  query: `
    with ours (role, setting) as (values ${expected}),
    kept as (
      select s.setdatabase <> 0 as is_here, setting
      from pg_db_role_setting s join pg_roles me on me.oid = s.setrole, unnest(s.setconfig) setting
      where me.rolname = current_user
        and s.setdatabase in (0, (select d.oid from pg_database d where d.datname = current_database()))
    ),
    changed as (
      select setting from kept
      where is_here or setting not in (select o.setting from ours o where o.role = current_user)
      union
      select o.setting from ours o
      where o.role = current_user and o.setting not in (select k.setting from kept k where not k.is_here)
    )
    select distinct current_user || ': ' || split_part(setting, '=', 1) as subject from changed
    where current_user in (select o.role from ours o)`,
}
