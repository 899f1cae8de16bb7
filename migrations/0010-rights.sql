-- Roles as the chapter has them, ended apart from their planned end; and what was changed, by whom, for members to see.

alter table roles drop constraint roles_role_check;
alter table roles add constraint roles_role_check check (role in
  ('administrator', 'school_leader', 'unit_lead', 'coach', 'quality_coordinator', 'trust_member', 'guest'));
-- A guest is one in a unit, and not for ever; a unit lead leads one unit.
alter table roles add constraint roles_guest check (role <> 'guest' or (unit_id is not null and until is not null));
-- `until` is the end that was agreed; `ended_on` the day on which somebody ended it, or its holder left.
alter table roles add column ended_on date, add column ended_by uuid, add column ended_by_leaving boolean not null default false,
  add column granted_by uuid;
drop index roles_current;
create unique index roles_current on roles (school_id, person_id, role, unit_id) nulls not distinct where ended_on is null;
create index roles_of_person on roles (school_id, person_id) where ended_on is null;

-- A school can ask everybody who manages people for a second step when signing in.
alter table schools add column second_step_for_managers boolean not null default false;

-- Who changed what and when. Only ids and codes: a name lives in people, so that erasing a person empties this too.
create table audit_entries (
  school_id uuid not null references schools,
  id uuid not null,
  at timestamptz not null default now(),
  -- Null: whoever runs the server, with the command line.
  by_person uuid,
  kind text not null check (length(kind) between 1 and 60),
  about_person uuid,
  unit_id uuid,
  detail jsonb not null default '{}',
  primary key (school_id, id)
);
create index audit_entries_by_time on audit_entries (school_id, at desc);
select tenant_table('audit_entries');
-- Append-only, for the schools' code too.
revoke update, delete on audit_entries from samenspel_tenant;

-- The only way out: what is older than two years, of the school of this transaction.
create function forget_old_audit_entries() returns void language sql security definer
  set search_path = pg_catalog, public as $$
  delete from public.audit_entries
  where school_id = public.current_school() and at < now() - interval '2 years'
$$;
revoke all on function forget_old_audit_entries() from public;
grant execute on function forget_old_audit_entries() to samenspel_tenant;
