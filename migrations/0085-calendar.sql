-- When a school is free, which sessions a unit moved or dropped, and the address of a person's calendar.

create table school_calendars (
  school_id uuid primary key references schools,
  -- Of the three Dutch regions of the school holidays; null: none, only what the school wrote itself.
  region text check (region in ('north', 'middle', 'south'))
);
select tenant_table('school_calendars');

-- Days off of the school's own: study days, a May holiday of two weeks.
create table free_days (
  school_id uuid not null references schools,
  id uuid not null,
  from_day date not null,
  until_day date not null,
  name text not null check (length(name) between 1 and 80),
  primary key (school_id, id),
  unique (school_id, from_day, until_day, name),
  check (until_day between from_day and from_day + 120)
);
select tenant_table('free_days');

-- One session of a unit that is held at another moment, or not at all (to_day is null), known by the day it was planned.
create table session_changes (
  school_id uuid not null,
  unit_id uuid not null,
  on_day date not null,
  to_day date,
  to_minute smallint check (to_minute between 0 and 1439),
  by_person uuid,
  at timestamptz not null,
  primary key (school_id, unit_id, on_day),
  foreign key (school_id, unit_id) references units,
  check ((to_day is null) = (to_minute is null))
);
select tenant_table('session_changes');

-- Whoever has the address reads the calendar of this person; only its hash is kept.
create table calendar_feeds (
  school_id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  made_at timestamptz not null,
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references people
);
select tenant_table('calendar_feeds');
