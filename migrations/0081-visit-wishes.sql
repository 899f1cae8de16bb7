-- Who wants to see what, whose lessons are open, and who takes over a class meanwhile.

-- How a school plans its visits. Without a row the defaults of the code hold.
create table visit_settings (
  school_id uuid not null references schools,
  -- Who fixes a plan: everybody his own visits, the lead of the visitor's unit, or the school leader.
  fixed_by text not null check (fixed_by in ('each', 'unit_lead', 'leader')),
  weeks smallint not null check (weeks between 1 and 2),
  day_start smallint not null check (day_start between 360 and 720),
  day_end smallint not null check (day_end between 780 and 1200),
  visits_a_week smallint not null check (visits_a_week between 1 and 5),
  hosting_a_week smallint not null check (hosting_a_week between 1 and 10),
  -- How much a visit to another unit is preferred; zero is not at all.
  cross_unit smallint not null check (cross_unit between 0 and 20),
  primary key (school_id),
  check (day_start % 15 = 0 and day_end % 15 = 0)
);
select tenant_table('visit_settings');

create table visit_invitations (
  school_id uuid not null references schools,
  id uuid not null,
  person_id uuid not null,
  question text not null check (length(question) between 1 and 500),
  at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people
);
select tenant_table('visit_invitations');

create table visit_wishes (
  school_id uuid not null references schools,
  id uuid not null,
  person_id uuid not null,
  -- Whose lessons; null = anybody's, in which the focus is to be seen.
  host_id uuid,
  focus text check (length(focus) between 1 and 40),
  -- What the visitor wants to learn. The host sees it beforehand.
  question text not null check (length(question) <= 500),
  invitation_id uuid,
  at timestamptz not null,
  withdrawn_at timestamptz,
  -- When the visit that came of it has been.
  met_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people,
  foreign key (school_id, host_id) references people (school_id, id),
  foreign key (school_id, invitation_id) references visit_invitations (school_id, id),
  check (host_id <> person_id)
);
create index visit_wishes_open on visit_wishes (school_id, at) where withdrawn_at is null and met_at is null;
select tenant_table('visit_wishes');

-- Whose lessons are open to visitors, and for what. Without a row they are closed.
create table visit_hosts (
  school_id uuid not null references schools,
  person_id uuid not null,
  is_open boolean not null,
  foci text[] not null,
  closed_until date,
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references people
);
select tenant_table('visit_hosts');

-- One lesson of the week that is closed though the others are open; by its time, so that a new timetable keeps it.
create table visit_closed_lessons (
  school_id uuid not null references schools,
  person_id uuid not null,
  weekday smallint not null check (weekday between 1 and 5),
  start_minute smallint not null check (start_minute between 0 and 1439),
  primary key (school_id, person_id, weekday, start_minute),
  foreign key (school_id, person_id) references people
);
select tenant_table('visit_closed_lessons');

-- Who can take over a class for a quarter of an hour: which groups (empty = every group), and how often in a week.
create table visit_covers (
  school_id uuid not null references schools,
  person_id uuid not null,
  weekly_max smallint not null check (weekly_max between 1 and 20),
  groups text[] not null,
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references people
);
select tenant_table('visit_covers');

-- Times that people give themselves: free, teaching (where no timetable knows it), able to take over a class.
create table visit_times (
  school_id uuid not null references schools,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('free', 'teach', 'cover')),
  weekday smallint not null check (weekday between 1 and 5),
  start_minute smallint not null check (start_minute between 0 and 1439),
  end_minute smallint not null check (end_minute between 1 and 1440),
  group_name text not null default '' check (length(group_name) <= 80),
  primary key (school_id, id),
  foreign key (school_id, person_id) references people,
  check (start_minute < end_minute)
);
create unique index visit_times_once on visit_times (school_id, person_id, kind, weekday, start_minute, end_minute);
select tenant_table('visit_times');
