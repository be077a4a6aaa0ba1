-- Which sessions of humans ended lately, told to every process.

-- up

-- A tenant writes here, in the work that ends a session, what its processes must know while access tokens of that session
-- may still be alive: one place to look instead of every tenant's schema. Later logins sweep what is older.
create table core.ended_human_sessions (
  tenant_id uuid not null,
  session_id uuid not null,
  ended_at timestamptz(3) not null,
  primary key (tenant_id, session_id)
);

alter table core.ended_human_sessions add constraint ended_human_sessions_tenant_id_fkey
  foreign key (tenant_id) references core.tenants (id);

create index ended_human_sessions_session_id_idx on core.ended_human_sessions (session_id);
create index ended_human_sessions_ended_at_idx on core.ended_human_sessions (ended_at);

select tenancy.isolate('core.ended_human_sessions');
create policy platform_access on core.ended_human_sessions to stoa_system using (true) with check (true);
grant insert on core.ended_human_sessions to stoa_app;
grant select, update, delete on core.ended_human_sessions to stoa_system;

-- down

drop table core.ended_human_sessions;
