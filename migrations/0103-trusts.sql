-- Schools of one trust beside each other (docs/decisions/0079). What spans schools stands with the accounts, where no
-- school's transaction reaches it, not even for its own rows: only the functions below do, each for the school of its
-- transaction.

create table signin.trusts (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  code_hash bytea not null unique,
  code_until timestamptz not null
);
select signin_table('trusts');

-- A school is in one trust at most.
create table signin.trust_schools (
  school_id uuid primary key references signin.schools,
  trust_id uuid not null references signin.trusts,
  joined_on date not null
);
create index trust_schools_trust on signin.trust_schools (trust_id);
select signin_table('trust_schools');

-- What a school gives: how often each answer to a sentence was given, and no more. `wording` is the hash of the sentence
-- and its scale, so that only the same words are counted together.
create table signin.trust_answers (
  school_id uuid not null references signin.trust_schools on delete cascade,
  campaign_id uuid not null,
  item text not null,
  wording bytea not null,
  closed_on date not null,
  n integer not null check (n >= 5),
  counts integer[] not null check (cardinality(counts) between 2 and 20),
  primary key (school_id, campaign_id, item)
);
create index trust_answers_wording on signin.trust_answers (wording, school_id);
select signin_table('trust_answers');

-- Which contributions were ever shown together. No answers, only which; it stays when they go, because what was seen
-- cannot be made unseen.
create table signin.trust_pools (
  id bigint generated always as identity primary key,
  trust_id uuid not null,
  wording bytea not null,
  made_on date not null
);
create index trust_pools_wording on signin.trust_pools (wording, trust_id, id);
select signin_table('trust_pools');

create table signin.trust_pool_parts (
  pool_id bigint not null references signin.trust_pools,
  school_id uuid not null,
  campaign_id uuid not null,
  primary key (pool_id, school_id)
);
create index trust_pool_parts_school on signin.trust_pool_parts (school_id, campaign_id);
select signin_table('trust_pool_parts');

-- Whether the school of this transaction may be in a trust at all: not one to look around in.
create function public.make_trust(trust uuid, trust_name text, code bytea, code_ends timestamptz, today date) returns text
  language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.schools where id = public.current_school() and not demonstration) then
    return 'demonstration';
  end if;
  if exists (select from signin.trust_schools where school_id = public.current_school()) then
    return 'already';
  end if;
  insert into signin.trusts (id, name, code_hash, code_until) values (trust, trust_name, code, code_ends);
  insert into signin.trust_schools (school_id, trust_id, joined_on) values (public.current_school(), trust, today);
  return 'made';
end $$;

create function public.join_trust(code bytea, at timestamptz, today date) returns text
  language plpgsql security definer set search_path = '' as $$
declare
  found uuid;
begin
  if not exists (select from public.schools where id = public.current_school() and not demonstration) then
    return 'demonstration';
  end if;
  if exists (select from signin.trust_schools where school_id = public.current_school()) then
    return 'already';
  end if;
  select id into found from signin.trusts where code_hash = code and code_until > at for update;
  if found is null then
    return 'unknown';
  end if;
  insert into signin.trust_schools (school_id, trust_id, joined_on) values (public.current_school(), found, today);
  return 'joined';
end $$;

-- Each member may make a new code; the old one stops.
create function public.renew_trust_code(code bytea, code_ends timestamptz) returns boolean
  language plpgsql security definer set search_path = '' as $$
begin
  update signin.trusts set code_hash = code, code_until = code_ends
  where id = (select trust_id from signin.trust_schools where school_id = public.current_school());
  return found;
end $$;

-- What the school gave goes along. The last one turns off the light.
create function public.leave_trust() returns boolean
  language plpgsql security definer set search_path = '' as $$
declare
  theirs uuid;
begin
  select t.id into theirs from signin.trusts t join signin.trust_schools s on s.trust_id = t.id
  where s.school_id = public.current_school() for update of t;
  if theirs is null then
    return false;
  end if;
  delete from signin.trust_schools where school_id = public.current_school();
  delete from signin.trusts where id = theirs
    and not exists (select from signin.trust_schools where trust_id = theirs);
  return true;
end $$;

-- The trust of this school, with the names of its schools: nothing about what they gave.
create function public.trust_of_school() returns table (trust uuid, name text, joined_on date, code_until timestamptz, schools text[])
  language sql stable security definer set search_path = '' as $$
  select t.id, t.name, own.joined_on, t.code_until,
    array(select s.name from signin.trust_schools m join signin.schools s on s.id = m.school_id
      where m.trust_id = t.id order by lower(s.name), s.id)
  from signin.trust_schools own join signin.trusts t on t.id = own.trust_id
  where own.school_id = public.current_school()
$$;

-- The latest of each school of a trust that gave its answers to these words, of the last two years.
create function signin.trust_current(trust uuid, words bytea, today date)
  returns table (school_id uuid, campaign_id uuid, is_fresh boolean)
  language sql stable set search_path = '' as $$
  select latest.school_id, latest.campaign_id, not exists (
    select from signin.trust_pool_parts x join signin.trust_pools p on p.id = x.pool_id
    where p.wording = words and x.school_id = latest.school_id and x.campaign_id = latest.campaign_id)
  from (
    select distinct on (a.school_id) a.school_id, a.campaign_id
    from signin.trust_answers a join signin.trust_schools s on s.school_id = a.school_id
    where s.trust_id = trust and a.wording = words and a.closed_on >= today - interval '2 years'
    order by a.school_id, a.closed_on desc, a.campaign_id desc) latest
$$;
revoke all on function signin.trust_current(uuid, bytea, date) from public;

-- Gives what a closed campaign of the whole school may show, as it was worked out at the closing; the caller names the
-- sentences, the figures come from there. Then a pool is made of each sentence of which four schools or more give
-- something that was never shown: so nothing that can be added up or taken away from all pools ever shown is about fewer
-- than four schools.
create function public.contribute_to_trust(campaign uuid, sentences text[], today date) returns text
  language plpgsql security definer set search_path = '' as $$
declare
  theirs uuid;
  source record;
  words bytea;
  pool bigint;
begin
  select t.id into theirs from signin.trusts t join signin.trust_schools s on s.trust_id = t.id
  where s.school_id = public.current_school() for update of t;
  if theirs is null then
    return 'no_trust';
  end if;
  select c.form, c.results, c.closed_on into source from public.campaigns c
  where c.school_id = public.current_school() and c.id = campaign and c.kind = 'team' and c.unit_id is null
    and c.imported_team is null and c.closed_on is not null and not (c.results ->> 'tooFew')::boolean;
  if source is null then
    return 'not_possible';
  end if;
  if source.closed_on < today - interval '2 years' then
    return 'old';
  end if;
  insert into signin.trust_answers (school_id, campaign_id, item, wording, closed_on, n, counts)
  select public.current_school(), campaign, asked ->> 'key',
    sha256(convert_to(jsonb_build_array(asked - 'scale', source.form -> 'scales' -> (asked ->> 'scale'))::text, 'UTF8')),
    source.closed_on, given.n, given.counts
  from jsonb_array_elements(source.form -> 'items') asked
  cross join lateral (select source.results -> 'items' -> (asked ->> 'key') -> 'counts' as told) shown
  cross join lateral (
    select sum(one::integer)::integer as n, array_agg(one::integer order by place) as counts
    from jsonb_array_elements_text(case jsonb_typeof(shown.told) when 'array' then shown.told else '[]' end)
      with ordinality as list(one, place)) given
  where asked ->> 'key' = any(sentences) and given.n >= 5
  on conflict do nothing;
  if not exists (
    select from signin.trust_answers where school_id = public.current_school() and campaign_id = campaign) then
    return 'not_possible';
  end if;
  for words in
    select distinct a.wording from signin.trust_answers a
    where a.school_id = public.current_school() and a.campaign_id = campaign
  loop
    if (select count(*) from signin.trust_current(theirs, words, today) where is_fresh) >= 4 then
      insert into signin.trust_pools (trust_id, wording, made_on) values (theirs, words, today) returning id into pool;
      insert into signin.trust_pool_parts (pool_id, school_id, campaign_id)
      select pool, c.school_id, c.campaign_id from signin.trust_current(theirs, words, today) c;
    end if;
  end loop;
  return 'contributed';
end $$;

create function public.take_back_from_trust(campaign uuid) returns boolean
  language plpgsql security definer set search_path = '' as $$
begin
  delete from signin.trust_answers where school_id = public.current_school() and campaign_id = campaign;
  return found;
end $$;

-- For each sentence that this school gave from one campaign: the sum over the other schools of the latest pool that still
-- stands whole, from three other schools on; and how many schools are missing until a pool can be made. No rows: nothing
-- was given.
create function public.trust_pool_of(campaign uuid, today date)
  returns table (item text, schools integer, counts integer[], made_on date, missing integer)
  language sql stable security definer set search_path = '' as $$
  select a.item, pooled.schools, pooled.counts, case when pooled.counts is null then null else pool.made_on end,
    greatest(0, 4 - (select count(*) from signin.trust_current(own.trust_id, a.wording, today) where is_fresh))::integer
  from signin.trust_answers a
  join signin.trust_schools own on own.school_id = a.school_id
  left join lateral (
    select p.id, p.made_on from signin.trust_pools p
    where p.trust_id = own.trust_id and p.wording = a.wording and not exists (
      select from signin.trust_pool_parts x where x.pool_id = p.id and not exists (
        select from signin.trust_answers still join signin.trust_schools m on m.school_id = still.school_id
        where still.school_id = x.school_id and still.campaign_id = x.campaign_id and still.wording = p.wording
          and m.trust_id = own.trust_id and still.closed_on >= today - interval '2 years'))
    order by p.id desc limit 1) pool on true
  left join lateral (
    select total.schools::integer, total.counts from (
      select (select count(*) from signin.trust_pool_parts x where x.pool_id = pool.id and x.school_id <> own.school_id)
        as schools,
        array(
          select sum(one)::integer from signin.trust_pool_parts x
          join signin.trust_answers given on given.school_id = x.school_id and given.campaign_id = x.campaign_id
            and given.wording = a.wording,
          unnest(given.counts) with ordinality as list(one, place)
          where x.pool_id = pool.id and x.school_id <> own.school_id group by place order by place) as counts
    ) total where total.schools >= 3) pooled on true
  where a.school_id = public.current_school() and a.campaign_id = campaign
$$;

do $$
declare
  one text;
begin
  foreach one in array array['make_trust(uuid, text, bytea, timestamptz, date)', 'join_trust(bytea, timestamptz, date)',
    'renew_trust_code(bytea, timestamptz)', 'leave_trust()', 'trust_of_school()',
    'contribute_to_trust(uuid, text[], date)', 'take_back_from_trust(uuid)', 'trust_pool_of(uuid, date)'] loop
    execute format('revoke all on function public.%s from public', one);
    execute format('grant execute on function public.%s to samenspel_tenant', one);
  end loop;
end $$;
