-- A tenant makes somebody a member by their address, never by their id.

-- up

-- Makes the person of the address, who is made when unknown, a member of the tenant, or brings a removed member back as
-- new; no row tells that they are a member already. It runs as the owner, whom row security lets write the rows of the
-- transaction's tenant and no others.
--
-- A tenant cannot insert the row itself: with the id of anybody, SQL in its transaction would make them its member, then
-- read their address, which core.users shows of members; and the foreign key would tell which ids there are.
create function core.add_member(
  into_tenant uuid, person_email text, member_name text, member_role text, member_metadata jsonb,
  added_at timestamptz, added_by uuid
) returns table (person uuid, member_version bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  insert into core.memberships as m (tenant_id, user_id, name, role, status, metadata, version,
    created_at, created_by, updated_at, updated_by)
  values (into_tenant, core.person_for(person_email, member_name, added_at), member_name, member_role, 'active',
    member_metadata, 1, added_at, added_by, added_at, added_by)
  on conflict (tenant_id, user_id) do update set
    name = excluded.name, role = excluded.role, status = excluded.status, metadata = excluded.metadata,
    version = m.version + 1, created_at = excluded.created_at, created_by = excluded.created_by,
    updated_at = excluded.updated_at, updated_by = excluded.updated_by, deleted_at = null, deleted_by = null
  where m.deleted_at is not null
  returning m.user_id, m.version;
end
$$;
revoke all on function core.add_member(uuid, text, text, text, jsonb, timestamptz, uuid) from public;
grant execute on function core.add_member(uuid, text, text, text, jsonb, timestamptz, uuid) to stoa_app;

revoke execute on function core.person_for(text, text, timestamptz) from stoa_app;
revoke insert, update on core.memberships from stoa_app;
grant update (name, role, status, metadata, version, updated_at, updated_by, deleted_at, deleted_by)
  on core.memberships to stoa_app;

-- down

revoke update (name, role, status, metadata, version, updated_at, updated_by, deleted_at, deleted_by)
  on core.memberships from stoa_app;
grant insert, update on core.memberships to stoa_app;
grant execute on function core.person_for(text, text, timestamptz) to stoa_app;
drop function core.add_member(uuid, text, text, text, jsonb, timestamptz, uuid);
