-- People, units, who was where and when, and what they may do. Everything of a school carries its school_id and
-- is seen only inside that school (row-level security, see 0001).

create table schools (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null default 'Europe/Amsterdam',
  created_at timestamptz not null default now()
);
alter table schools enable row level security;
alter table schools force row level security;
create policy school_only on schools using (id = current_school()) with check (id = current_school());
grant select, insert, update on schools to samenspel_tenant;

-- Which schools there are, by name, for the sign-in and the command line, which come before a school is chosen.
create table signin.schools (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200)
);
create unique index schools_name on signin.schools (lower(name));
select signin_table('schools');

create table people (
  school_id uuid not null references schools,
  id uuid not null,
  given_name text not null check (length(given_name) <= 200),
  infix text not null default '' check (length(infix) <= 200),
  family_name text not null default '' check (length(family_name) <= 200),
  email text not null default '' check (length(email) <= 320 and email = lower(email)),
  function text not null default '',
  staff_number text not null default '',
  groups text[] not null default '{}',
  working_days jsonb,
  source text not null check (source in ('import', 'hand')),
  created_at timestamptz not null default now(),
  left_on date,
  primary key (school_id, id)
);
create unique index people_email on people (school_id, email) where email <> '' and left_on is null;
select tenant_table('people');

create table units (
  school_id uuid not null references schools,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  mark text not null check (length(mark) between 1 and 2),
  hue smallint not null check (hue between 0 and 11),
  source text not null default 'hand' check (source in ('import', 'hand')),
  created_at timestamptz not null default now(),
  primary key (school_id, id)
);
create unique index units_name on units (school_id, lower(name));
create unique index units_mark on units (school_id, lower(mark));
select tenant_table('units');

-- A membership is a span of days: [since, until). Past ones stay as they were.
create table memberships (
  school_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  since date not null,
  until date check (until >= since),
  source text not null check (source in ('import', 'hand')),
  primary key (school_id, unit_id, person_id, since),
  foreign key (school_id, unit_id) references units,
  foreign key (school_id, person_id) references people
);
create unique index memberships_current on memberships (school_id, unit_id, person_id) where until is null;
create index memberships_of_person on memberships (school_id, person_id) where until is null;
select tenant_table('memberships');

-- What somebody may do for whom: for the whole school, or for one unit; with an end where it is temporary.
create table roles (
  school_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  unit_id uuid,
  role text not null check (role in ('administrator', 'school_leader', 'unit_lead', 'coach', 'quality_coordinator')),
  since date not null,
  until date check (until >= since),
  primary key (school_id, id),
  foreign key (school_id, person_id) references people,
  foreign key (school_id, unit_id) references units
);
create unique index roles_current on roles (school_id, person_id, role, unit_id) nulls not distinct where until is null;
select tenant_table('roles');

-- Which import brought or changed what: counts only, the file itself is not kept.
create table imports (
  school_id uuid not null references schools,
  id uuid not null,
  at timestamptz not null default now(),
  by_person uuid,
  file_name text not null,
  counts jsonb not null,
  primary key (school_id, id)
);
select tenant_table('imports');
