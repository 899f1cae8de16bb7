-- Who may see what. Two roles without a login: the application's connections work in one of them and nothing else.
-- samenspel_tenant sees the schools' tables (schema public), of one school at a time; samenspel_signin sees the
-- accounts (schema signin). The login is a member of both and has no rights of its own.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['samenspel_tenant', 'samenspel_signin'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
      exception when duplicate_object or unique_violation then
        null; -- Roles are of the whole server: another database made it at this very moment.
      end;
    end if;
  end loop;
end $$;

revoke all on schema public from public;
grant usage on schema public to samenspel_tenant;

create schema signin;
grant usage on schema signin to samenspel_signin;

-- The school of this transaction; null when none was set, and then no row is seen. Plain SQL, so that it is inlined.
create function public.current_school() returns uuid language sql stable parallel safe
  return nullif(pg_catalog.current_setting('app.school', true), '')::uuid;
revoke all on function public.current_school() from public;
grant execute on function public.current_school() to samenspel_tenant;

-- Makes a table of public one whose rows are seen inside their own school only, by its owner too.
create function public.tenant_table(name text) returns void language plpgsql as $$
begin
  execute format('alter table public.%I enable row level security', name);
  execute format('alter table public.%I force row level security', name);
  execute format(
    'create policy school_only on public.%I using (school_id = public.current_school())
       with check (school_id = public.current_school())', name);
  execute format('grant select, insert, update, delete on public.%I to samenspel_tenant', name);
end $$;
revoke all on function public.tenant_table(text) from public;

-- Gives a table of the schema signin to the sign-in code, and to nobody else.
create function public.signin_table(name text) returns void language plpgsql as $$
begin
  execute format('grant select, insert, update, delete on signin.%I to samenspel_signin', name);
end $$;
revoke all on function public.signin_table(text) from public;

-- What is wrong with the walls between schools, and between schools and accounts; no rows when they stand.
create function public.wall_faults() returns table (relation text, fault text) language sql stable
  set search_path = pg_catalog, public as $$
  with relations as (
    select c.oid, n.nspname as schema, c.relname as name, c.relkind as kind, c.relrowsecurity as secured,
      c.relforcerowsecurity as forced, case when c.relname = 'schools' then 'id' else 'school_id' end as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'signin') and c.relkind in ('r', 'p', 'v', 'm', 'f')
  ), tables as (
    select * from relations where schema = 'public' and kind in ('r', 'p')
  )
  select name::text, 'has no ' || key from tables
  where not exists (select from pg_attribute a where a.attrelid = oid and a.attname = key and not a.attisdropped)
  union all
  select name, 'has no forced row-level security' from tables where not (secured and forced)
  union all
  select name, 'has no policy on its school' from tables
  where not exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = name)
  union all
  select tablename, 'has another policy than the one on its school' from pg_policies p join tables on name = tablename
  where p.schemaname = 'public' and (p.qual is distinct from format('(%s = current_school())', key)
    or p.with_check is distinct from p.qual)
  union all
  select name, 'escapes row-level security: make it a plain table' from relations
  where schema = 'public' and kind in ('m', 'f')
  union all
  select name, 'is a view without security_invoker' from relations join pg_class c using (oid)
  where schema = 'public' and kind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false)
  union all
  select name, 'may be touched by ' || role from relations,
    lateral (select case schema when 'public' then 'samenspel_signin' else 'samenspel_tenant' end as role) r
  where has_table_privilege(role, oid, 'select, insert, update, delete, truncate, references, trigger')
$$;
revoke all on function public.wall_faults() from public;
