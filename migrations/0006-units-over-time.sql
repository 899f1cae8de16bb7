-- Memberships may begin and end on any day, so "now" is a day of the school: the one on its own calendar.

create function school_today() returns date language sql stable parallel safe as $$
  select (now() at time zone time_zone)::date from schools
$$;
revoke all on function school_today() from public;
grant execute on function school_today() to samenspel_tenant;

create index memberships_of_unit on memberships (school_id, unit_id, since);
create index memberships_of_person_all on memberships (school_id, person_id, since);

-- What kind of team a unit is; each kind has its own thresholds, ours until the school sets them.
alter table units add column kind text not null default 'unit' check (kind in ('unit', 'section', 'support', 'other'));

create table unit_thresholds (
  school_id uuid not null references schools,
  kind text not null check (kind in ('unit', 'section', 'support', 'other')),
  fewest smallint not null check (fewest between 1 and 99),
  most smallint not null check (most between fewest and 99),
  -- More than one in this many is new this year.
  new_one_in smallint not null check (new_one_in between 1 and 20),
  primary key (school_id, kind)
);
select tenant_table('unit_thresholds');

-- Leaving the school ends every membership; coming back the same day lets it run until the end that was agreed.
alter table memberships add column ended_by_leaving boolean not null default false, add column planned_until date;
