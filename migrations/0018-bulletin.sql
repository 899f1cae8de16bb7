-- What leaves a board session and is not lost: organisational news (the bulletin), what a team needs from somebody (a
-- support request), what the leader has told to the units, and what others say to what they read on the school wall.
-- Who read what is kept nowhere.

create table bulletin_items (
  school_id uuid not null references schools,
  id uuid not null,
  text text not null check (length(text) between 1 and 500),
  -- inform: good to know. shield: what others ask of the school and this team need not do.
  kind text not null check (kind in ('inform', 'shield')),
  -- The unit whose session it came out of; null when the leader added it.
  unit_id uuid,
  by_person uuid,
  at timestamptz not null,
  -- The day on which it was added, by the clock of the school: the week it stands in.
  day date not null,
  -- Still there until this day; null = only in its own week.
  until date check (until >= day),
  -- For whom; empty = for everybody.
  units uuid[] not null,
  withdrawn_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, unit_id) references units,
  foreign key (school_id, by_person) references people
);
-- The page of a week: what was added in it, and what still holds.
create index bulletin_items_by_day on bulletin_items (school_id, day desc) where withdrawn_at is null;
select tenant_table('bulletin_items');

create table support_requests (
  school_id uuid not null references schools,
  id uuid not null,
  text text not null check (length(text) between 1 and 500),
  unit_id uuid,
  by_person uuid,
  to_kind text not null check (to_kind in ('person', 'leader', 'unit')),
  to_person uuid,
  to_unit uuid,
  -- Who takes care of it: the person asked, or the leader who took it up.
  owner uuid,
  status text not null check (status in ('open', 'answered', 'declined', 'withdrawn')),
  answer text not null default '' check (length(answer) <= 500),
  answered_by uuid,
  answered_at timestamptz,
  first_asked_at timestamptz not null,
  -- The last time it was asked; waiting counts from here.
  asked_at timestamptz not null,
  times_asked integer not null default 1 check (times_asked >= 1),
  thanked_by uuid,
  thanked_at timestamptz,
  primary key (school_id, id),
  check ((to_kind = 'person') = (to_person is not null)),
  check ((to_kind = 'unit') = (to_unit is not null)),
  check ((status in ('answered', 'declined')) = (answered_at is not null)),
  foreign key (school_id, unit_id) references units,
  foreign key (school_id, to_unit) references units,
  foreign key (school_id, by_person) references people,
  foreign key (school_id, to_person) references people,
  foreign key (school_id, owner) references people,
  foreign key (school_id, answered_by) references people
);
-- What waits for somebody, and what the wall shows.
create index support_requests_open on support_requests (school_id, asked_at) where status = 'open';
-- What a unit, or somebody, has asked.
create index support_requests_of_unit on support_requests (school_id, unit_id, asked_at desc);
create index support_requests_of_person on support_requests (school_id, by_person, asked_at desc);
select tenant_table('support_requests');

-- The leader's information item, and per unit whether it was told there.
create table information_items (
  school_id uuid not null references schools,
  id uuid not null,
  text text not null check (length(text) between 1 and 4000),
  by_person uuid not null,
  at timestamptz not null,
  -- Not before this day; null = in the next session.
  not_before date,
  withdrawn_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, by_person) references people
);
create index information_items_by_moment on information_items (school_id, at desc);
select tenant_table('information_items');

create table information_units (
  school_id uuid not null,
  item_id uuid not null,
  unit_id uuid not null,
  told_at timestamptz,
  told_by uuid,
  primary key (school_id, item_id, unit_id),
  foreign key (school_id, item_id) references information_items,
  foreign key (school_id, unit_id) references units
);
select tenant_table('information_units');

-- What somebody says to a goal, a success or a request of another unit; it comes up on that unit's board.
create table wall_reactions (
  school_id uuid not null references schools,
  id uuid not null,
  on_kind text not null check (on_kind in ('goal', 'success', 'request')),
  on_id uuid not null,
  -- Whose it is, and what it said when somebody reacted.
  unit_id uuid not null,
  on_text text not null check (length(on_text) <= 500),
  kind text not null check (kind in ('nice', 'touches', 'join')),
  text text not null check (length(text) <= 280),
  by_person uuid not null,
  by_unit uuid,
  at timestamptz not null,
  answer text check (answer in ('invited', 'written-back', 'seen')),
  reply text not null default '' check (length(reply) <= 500),
  answered_at timestamptz,
  primary key (school_id, id),
  check ((answer is null) = (answered_at is null)),
  foreign key (school_id, unit_id) references units,
  foreign key (school_id, by_unit) references units,
  foreign key (school_id, by_person) references people
);
-- Once a person, a thing and a way: tapping twice says it once.
create unique index wall_reactions_once on wall_reactions (school_id, on_id, by_person, kind);
-- What became of what somebody said.
create index wall_reactions_of_person on wall_reactions (school_id, by_person, at desc);
select tenant_table('wall_reactions');
