-- Schools to look around in: invented people and half a year of board sessions. A school is a demonstration from the
-- moment it is made, or never: the database itself refuses to turn one into the other, and to remove a real one.

alter table signin.schools add column demonstration boolean not null default false;
alter table schools add column demonstration boolean not null default false;

create function keep_school() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if not old.demonstration then
      raise exception 'Only a demonstration school can be removed' using errcode = 'check_violation';
    end if;
    return old;
  end if;
  if new.demonstration is distinct from old.demonstration then
    raise exception 'A school is a demonstration from its making, or never' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function keep_school() from public;

create trigger keep_school before update or delete on schools for each row execute function keep_school();
create trigger keep_school before update or delete on signin.schools for each row execute function keep_school();

-- Through whose eyes one can look at a demonstration school.
create table demonstration_eyes (
  school_id uuid not null references schools,
  view text not null check (view in ('teacher', 'part_timer', 'unit_lead', 'school_leader')),
  person_id uuid not null,
  primary key (school_id, view),
  foreign key (school_id, person_id) references people
);
select tenant_table('demonstration_eyes');

-- Takes the demonstration school of this transaction away, with its rows in every table, whichever capability they
-- belong to: also in those from which the schools' code may not delete. What is named by others goes after them.
create function remove_demonstration() returns void language plpgsql security definer
  set search_path = pg_catalog, public as $$
declare
  still regclass[];
  free regclass[];
  one regclass;
begin
  if not exists (select from public.schools where id = public.current_school() and demonstration) then
    raise exception 'Only a demonstration school can be removed' using errcode = 'check_violation';
  end if;
  still := array(
    select c.oid::regclass from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname);
  while cardinality(still) > 0 loop
    free := array(
      select t from unnest(still) t
      where not exists (
        select from pg_constraint k
        where k.contype = 'f' and k.confrelid = t and k.conrelid <> t and k.conrelid = any(still)));
    -- Tables that name each other: then their constraints decide.
    if cardinality(free) = 0 then free := still; end if;
    foreach one in array free loop
      execute format('delete from %s where school_id = public.current_school()', one);
    end loop;
    still := array(select t from unnest(still) t where t <> all(free));
  end loop;
  delete from public.schools where id = public.current_school();
end $$;
revoke all on function remove_demonstration() from public;
grant execute on function remove_demonstration() to samenspel_tenant;
