-- A school of a trust can be put out by another one of it (docs/decisions/0079). A membership has an id of its own, so
-- that no school learns the id by which another one is known.
alter table signin.trust_schools add column membership uuid not null default gen_random_uuid() unique;

-- What a school that was put out is told: which trust, by which school, on which day. The latest only.
create table signin.trust_put_out (
  school_id uuid primary key references signin.schools,
  trust_name text not null,
  by_school text not null,
  put_out_on date not null
);
select signin_table('trust_put_out');

-- Who is in the trust of this school, and which of them is this school.
create function public.trust_members() returns table (membership uuid, name text, is_own boolean)
  language sql stable security definer set search_path = '' as $$
  select m.membership, s.name, m.school_id = own.school_id
  from signin.trust_schools own
  join signin.trust_schools m on m.trust_id = own.trust_id
  join signin.schools s on s.id = m.school_id
  where own.school_id = public.current_school()
  order by lower(s.name), s.id
$$;

-- Ends the membership of another school of the same trust. What it gave goes along, so every pool in which it was counted
-- is shown to nobody any more; and the code stops, since it may know it. Gives the name of the school that was put out;
-- null when it is not in this trust (any more), or is this school itself.
create function public.end_trust_membership(ended uuid, at timestamptz, today date) returns text
  language plpgsql security definer set search_path = '' as $$
declare
  theirs uuid;
  trust_called text;
  gone uuid;
  gone_called text;
begin
  select t.id, t.name into theirs, trust_called
  from signin.trusts t join signin.trust_schools s on s.trust_id = t.id
  where s.school_id = public.current_school() for update of t;
  delete from signin.trust_schools
  where membership = ended and trust_id = theirs and school_id <> public.current_school()
  returning school_id into gone;
  if gone is null then
    return null;
  end if;
  update signin.trusts set code_until = least(code_until, at) where id = theirs;
  insert into signin.trust_put_out (school_id, trust_name, by_school, put_out_on)
  select gone, trust_called, s.name, today from signin.schools s where s.id = public.current_school()
  on conflict (school_id) do update
    set trust_name = excluded.trust_name, by_school = excluded.by_school, put_out_on = excluded.put_out_on;
  select s.name into gone_called from signin.schools s where s.id = gone;
  return gone_called;
end $$;

-- What this school is told when it was put out, for as long as it is in no trust.
create function public.put_out_of_trust() returns table (trust_name text, by_school text, put_out_on date)
  language sql stable security definer set search_path = '' as $$
  select o.trust_name, o.by_school, o.put_out_on from signin.trust_put_out o
  where o.school_id = public.current_school()
    and not exists (select from signin.trust_schools m where m.school_id = o.school_id)
$$;

do $$
declare
  one text;
begin
  foreach one in array array['trust_members()', 'end_trust_membership(uuid, timestamptz, date)', 'put_out_of_trust()'] loop
    execute format('revoke all on function public.%s from public', one);
    execute format('grant execute on function public.%s to samenspel_tenant', one);
  end loop;
end $$;
