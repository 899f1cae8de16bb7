-- The board of a unit: a gap-free log of events (the live line and the history) and beside it, written in the
-- same transaction, the tables that say how things stand. Moods are in neither: they are kept apart and fade.

create table boards (
  school_id uuid not null,
  unit_id uuid not null,
  seq integer not null default 0,
  since_seq integer not null default 0,
  last_close_seq integer not null default 0,
  budgets jsonb not null,
  primary key (school_id, unit_id),
  foreign key (school_id, unit_id) references units
);
select tenant_table('boards');

create table board_events (
  school_id uuid not null,
  unit_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  by_person uuid,
  device uuid,
  key uuid not null,
  fact jsonb not null,
  primary key (school_id, unit_id, seq),
  unique (school_id, unit_id, key),
  foreign key (school_id, unit_id) references boards
);
select tenant_table('board_events');

create table board_sessions (
  school_id uuid not null,
  unit_id uuid not null,
  id uuid not null,
  started_at timestamptz not null,
  started_by uuid,
  facilitator uuid,
  phase text not null,
  phase_started_at timestamptz not null,
  spent jsonb not null,
  review uuid[] not null,
  closed_at timestamptz,
  closed_by uuid,
  -- The whole board as the session ended, so that it can be opened again as it was.
  final jsonb,
  primary key (school_id, unit_id, id),
  foreign key (school_id, unit_id) references boards
);
create unique index board_sessions_one_open on board_sessions (school_id, unit_id) where closed_at is null;
create index board_sessions_by_day on board_sessions (school_id, unit_id, started_at desc);
select tenant_table('board_sessions');

create table actions (
  school_id uuid not null,
  unit_id uuid not null,
  id uuid not null,
  text text not null check (length(text) between 1 and 500),
  owners uuid[] not null check (cardinality(owners) between 1 and 4),
  due date,
  status text not null check (status in ('open', 'done', 'no-longer')),
  carried integer not null check (carried >= 0),
  review jsonb,
  created_by uuid,
  created_at timestamptz not null,
  created_in uuid,
  text_seq integer not null,
  text_by uuid,
  replaced jsonb,
  closed_seq integer,
  primary key (school_id, unit_id, id),
  foreign key (school_id, unit_id) references boards
);
create index actions_on_board on actions (school_id, unit_id, closed_seq nulls first);
create index actions_of_owner on actions using gin (owners) where status = 'open';
select tenant_table('actions');

create table goals (
  school_id uuid not null,
  unit_id uuid not null,
  id uuid not null,
  text text not null check (length(text) between 1 and 500),
  measure text not null check (length(measure) <= 500),
  aim double precision,
  out_of double precision,
  keeper uuid,
  status text not null check (status in ('active', 'reached', 'partly', 'stopped')),
  learned text not null check (length(learned) <= 4000),
  created_by uuid,
  created_at timestamptz not null,
  text_seq integer not null,
  text_by uuid,
  replaced jsonb,
  closed_seq integer,
  primary key (school_id, unit_id, id),
  foreign key (school_id, unit_id) references boards
);
create index goals_on_board on goals (school_id, unit_id, closed_seq nulls first);
select tenant_table('goals');

create table goal_measurements (
  school_id uuid not null,
  unit_id uuid not null,
  goal_id uuid not null,
  day date not null,
  id uuid not null,
  value double precision not null,
  by_person uuid,
  primary key (school_id, unit_id, goal_id, day),
  foreign key (school_id, unit_id, goal_id) references goals
);
select tenant_table('goal_measurements');

create table successes (
  school_id uuid not null,
  unit_id uuid not null,
  id uuid not null,
  text text not null check (length(text) between 1 and 500),
  by_person uuid,
  at timestamptz not null,
  added_seq integer not null,
  primary key (school_id, unit_id, id),
  foreign key (school_id, unit_id) references boards
);
create index successes_on_board on successes (school_id, unit_id, added_seq);
select tenant_table('successes');

create table parked_items (
  school_id uuid not null,
  unit_id uuid not null,
  id uuid not null,
  text text not null check (length(text) between 1 and 500),
  by_person uuid,
  at timestamptz not null,
  primary key (school_id, unit_id, id),
  foreign key (school_id, unit_id) references boards
);
select tenant_table('parked_items');

create table check_ins (
  school_id uuid not null,
  unit_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  need text not null check (length(need) <= 500),
  offer text not null check (length(offer) <= 500),
  helpers uuid[] not null,
  session_id uuid,
  primary key (school_id, unit_id, id),
  foreign key (school_id, person_id) references people,
  foreign key (school_id, unit_id) references boards
);
create unique index check_ins_once on check_ins (school_id, unit_id, session_id, person_id) nulls not distinct;
select tenant_table('check_ins');

-- One mood a person a unit, the last one. Deleted when the next session starts, at the latest after fourteen days.
create table moods (
  school_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  mood text not null check (mood in ('great', 'good', 'okay', 'tired', 'heavy')),
  at timestamptz not null,
  session_id uuid,
  primary key (school_id, unit_id, person_id),
  foreign key (school_id, person_id) references people,
  foreign key (school_id, unit_id) references boards
);
select tenant_table('moods');

-- A digiboard acts as "board of unit X" until the school year ends or a member ends it.
create table digiboards (
  school_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  secret_hash bytea not null,
  paired_by uuid,
  paired_at timestamptz not null default now(),
  until date not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (school_id, id),
  foreign key (school_id, unit_id) references units
);
create index digiboards_of_unit on digiboards (school_id, unit_id) where ended_at is null;
select tenant_table('digiboards');
