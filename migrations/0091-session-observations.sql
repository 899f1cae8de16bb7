-- What a coach saw at a board session, shared with the unit: for its members and the unit's coach, and nobody else.
create table session_observations (
  school_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  session_id uuid not null,
  coach uuid not null,
  -- By question of content/start-programme/observation.json, and which signs of leadership were seen.
  answers jsonb not null,
  indicators text[] not null,
  at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, session_id, coach),
  foreign key (school_id, unit_id, session_id) references board_sessions (school_id, unit_id, id),
  foreign key (school_id, coach) references people (school_id, id)
);
create index session_observations_of_unit on session_observations (school_id, unit_id);
select tenant_table('session_observations');
