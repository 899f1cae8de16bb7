-- Proposed and agreed lesson visits, and the plan they came from.

create table visit_plans (
  school_id uuid not null references schools,
  id uuid not null,
  -- The Monday on which the period begins.
  from_day date not null,
  weeks smallint not null check (weeks between 1 and 2),
  made_at timestamptz not null,
  made_by uuid not null,
  status text not null check (status in ('optimal', 'within_gap', 'stopped')),
  objective double precision not null,
  -- No plan can have more points; null when the search was stopped before it knew.
  bound double precision,
  seconds double precision not null,
  wishes integer not null,
  -- Why wishes wait: per wish the rules that would have to give.
  unmet jsonb not null,
  -- What would help most, once it was computed.
  help jsonb,
  primary key (school_id, id),
  foreign key (school_id, made_by) references people (school_id, id)
);
create index visit_plans_latest on visit_plans (school_id, made_at desc);
select tenant_table('visit_plans');

create table visits (
  school_id uuid not null references schools,
  id uuid not null,
  -- Null when somebody found the moment by hand.
  plan_id uuid,
  wish_id uuid not null,
  visitor_id uuid not null,
  host_id uuid not null,
  cover_id uuid,
  group_name text not null check (length(group_name) <= 200),
  day date not null,
  start_minute smallint not null check (start_minute between 0 and 1439),
  talk_day date not null,
  talk_minute smallint not null check (talk_minute between 0 and 1439),
  state text not null check (state in ('proposed', 'agreed', 'declined', 'cancelled', 'done')),
  visitor_says boolean,
  host_says boolean,
  cover_says boolean,
  -- Who declined or cancelled it.
  ended_by uuid,
  at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, plan_id) references visit_plans (school_id, id),
  foreign key (school_id, wish_id) references visit_wishes (school_id, id),
  foreign key (school_id, visitor_id) references people (school_id, id),
  foreign key (school_id, host_id) references people (school_id, id),
  foreign key (school_id, cover_id) references people (school_id, id),
  check (visitor_id <> host_id)
);
-- One visit at a time for a wish.
create unique index visits_live on visits (school_id, wish_id) where state in ('proposed', 'agreed');
create index visits_by_day on visits (school_id, day);
select tenant_table('visits');

-- Somebody is not there on a day: the planner plans nothing with them.
create table visit_absences (
  school_id uuid not null references schools,
  person_id uuid not null,
  day date not null,
  at timestamptz not null,
  primary key (school_id, person_id, day),
  foreign key (school_id, person_id) references people
);
select tenant_table('visit_absences');
