-- What happens within a session to full depth: who leads, who is there and how, whether it was worth it, and what
-- has to be remembered so that everything can be taken back.

alter table boards
  add column leading_way jsonb not null default '{"way": "turn", "coach": null}',
  add column next_tasks jsonb not null default '{"lead": null, "notes": null, "time": null}',
  add column turns jsonb not null default '{"year": 0, "people": {}}',
  -- The session whose check-ins are on the board; none when it turned out not to have begun.
  add column round_id uuid;

alter table board_sessions
  add column notes uuid,
  add column time uuid,
  add column rated uuid[] not null default '{}',
  add column worth jsonb,
  add column previous jsonb;

alter table actions add column earlier jsonb;
alter table check_ins add column before jsonb;
alter table successes add column kept_in boolean not null default false;

create table presences (
  school_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('here', 'remote', 'later', 'away')),
  session_id uuid,
  foreign key (school_id, person_id) references people,
  foreign key (school_id, unit_id) references boards
);
create unique index presences_once on presences (school_id, unit_id, session_id, person_id) nulls not distinct;
select tenant_table('presences');

create table session_reactions (
  school_id uuid not null,
  unit_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  text text not null check (length(text) between 1 and 500),
  at timestamptz not null,
  added_seq integer not null,
  session_id uuid,
  is_after boolean not null,
  primary key (school_id, unit_id, id),
  foreign key (school_id, person_id) references people,
  foreign key (school_id, unit_id) references boards
);
create index session_reactions_on_board on session_reactions (school_id, unit_id, added_seq);
select tenant_table('session_reactions');

-- What somebody answered to "was it worth it?", until the session closes: then only counts remain, and these rows go.
-- No moment is kept, so that the log does not tell whose is whose.
create table session_votes (
  school_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  score smallint check (score between 1 and 5),
  word text not null check (length(word) <= 40),
  primary key (school_id, unit_id, person_id),
  foreign key (school_id, person_id) references people,
  foreign key (school_id, unit_id) references boards
);
select tenant_table('session_votes');

-- Boards of before know their round by their last session. Nobody sees more than one school, the owner neither;
-- for this one statement that is lifted.
alter table boards no force row level security;
alter table board_sessions no force row level security;
update boards b set round_id = (
  select s.id from board_sessions s where s.school_id = b.school_id and s.unit_id = b.unit_id
  order by s.started_at desc limit 1);
alter table boards force row level security;
alter table board_sessions force row level security;
