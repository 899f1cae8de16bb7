-- Who teaches whom when, every week. A file brings it (and the next file replaces it), or it is painted by hand.

-- When each period of the day is: timetables count periods, the planner needs a clock.
create table timetable_periods (
  school_id uuid not null references schools,
  period smallint not null check (period between 0 and 20),
  start_minute smallint not null check (start_minute between 0 and 1439),
  end_minute smallint not null check (end_minute between 1 and 1440),
  primary key (school_id, period),
  check (start_minute < end_minute)
);
select tenant_table('timetable_periods');

create table timetable_lessons (
  school_id uuid not null references schools,
  id uuid not null,
  person_id uuid not null,
  -- Without a group it is no lesson, only time that is taken: a meeting.
  group_name text not null check (length(group_name) <= 80),
  subject text not null default '' check (length(subject) <= 80),
  room text not null default '' check (length(room) <= 80),
  -- 1 = Monday.
  weekday smallint not null check (weekday between 1 and 5),
  start_minute smallint not null check (start_minute between 0 and 1439),
  end_minute smallint not null check (end_minute between 1 and 1440),
  source text not null check (source in ('gpu001', 'zermelo', 'ical', 'sheet', 'painted')),
  primary key (school_id, id),
  foreign key (school_id, person_id) references people,
  check (start_minute < end_minute)
);
create unique index timetable_lessons_once on timetable_lessons
  (school_id, person_id, weekday, start_minute, end_minute, group_name, subject, room);
select tenant_table('timetable_lessons');

-- Whose code the timetable program uses; nobody when it is of somebody who is not ours.
create table timetable_codes (
  school_id uuid not null references schools,
  code text not null check (length(code) between 1 and 80),
  person_id uuid,
  primary key (school_id, code),
  foreign key (school_id, person_id) references people
);
select tenant_table('timetable_codes');

-- Which file was taken over: counts only, the file itself is not kept.
create table timetable_imports (
  school_id uuid not null references schools,
  id uuid not null,
  at timestamptz not null,
  by_person uuid not null,
  file_name text not null check (length(file_name) <= 200),
  format text not null,
  counts jsonb not null,
  primary key (school_id, id),
  foreign key (school_id, by_person) references people
);
select tenant_table('timetable_imports');
