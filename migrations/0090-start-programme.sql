-- The start programme: what the team decided, who begins, which week it is for whom, and how each week went.

create table programmes (
  school_id uuid not null references schools,
  id uuid not null,
  started_by uuid,
  started_at timestamptz not null,
  ended_on date,
  primary key (school_id, id),
  foreign key (school_id, started_by) references people (school_id, id)
);
-- Two who start at once: one start.
create unique index programmes_one_running on programmes (school_id) where ended_on is null;
select tenant_table('programmes');

create table programme_team (
  school_id uuid not null,
  programme_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('leader', 'teacher', 'coach')),
  primary key (school_id, programme_id, person_id),
  foreign key (school_id, programme_id) references programmes,
  foreign key (school_id, person_id) references people
);
create index programme_team_of_person on programme_team (school_id, person_id);
select tenant_table('programme_team');

-- Whether, why and how; each year again with what it brought. Not yet is a decision as well, of no programme.
create table programme_decisions (
  school_id uuid not null references schools,
  id uuid not null,
  programme_id uuid,
  outcome text not null check (outcome in ('begin', 'not_yet', 'on', 'otherwise', 'stop')),
  why text not null check (length(why) <= 1000),
  how text not null check (length(how) <= 1000),
  brought text not null check (length(brought) <= 1000),
  decided_on date not null,
  by_person uuid,
  at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, programme_id) references programmes,
  foreign key (school_id, by_person) references people (school_id, id),
  check ((programme_id is null) = (outcome = 'not_yet'))
);
select tenant_table('programme_decisions');

-- Eight weeks from a Monday: of the start team (no unit), and of each unit that joins. Never two on one Monday.
create table programme_tracks (
  school_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  unit_id uuid,
  first_day date not null,
  primary key (school_id, id),
  unique nulls not distinct (school_id, programme_id, unit_id),
  unique (school_id, programme_id, first_day),
  foreign key (school_id, programme_id) references programmes,
  foreign key (school_id, unit_id) references units (school_id, id)
);
select tenant_table('programme_tracks');

create table programme_evaluations (
  school_id uuid not null,
  track_id uuid not null,
  step smallint not null check (step between 1 and 8),
  person_id uuid not null,
  went text not null check (went in ('yes', 'partly', 'not_yet')),
  noticed text not null check (length(noticed) <= 500),
  deeper text not null check (length(deeper) <= 200),
  at timestamptz not null,
  primary key (school_id, track_id, step, person_id),
  foreign key (school_id, track_id) references programme_tracks,
  foreign key (school_id, person_id) references people
);
select tenant_table('programme_evaluations');

create table programme_meetings (
  school_id uuid not null,
  programme_id uuid not null,
  meeting text not null check (meeting in ('eight_weeks', 'half_year')),
  held_on date not null,
  agreed text not null check (length(agreed) between 1 and 1000),
  by_person uuid,
  at timestamptz not null,
  primary key (school_id, programme_id, meeting),
  foreign key (school_id, programme_id) references programmes,
  foreign key (school_id, by_person) references people (school_id, id)
);
select tenant_table('programme_meetings');
