-- A campaign asks the whole school or one unit; short forms look back on a goal or a training. What a leader shares of
-- his own answers, what was said about the results, and what came of it. Sentences that a school makes itself.

alter table campaigns
  add column unit_id uuid,
  add column kind text not null default 'team' check (kind in ('team', 'goal', 'training')),
  -- The goal that a unit looks back on.
  add column goal_id uuid,
  -- The last day on which reminders went out.
  add column reminded_on date,
  add constraint campaigns_unit foreign key (school_id, unit_id) references units,
  add constraint campaigns_goal foreign key (school_id, unit_id, goal_id) references goals,
  add check (goal_id is null or (kind = 'goal' and unit_id is not null));

-- What a school leader chose to show beside the team, with a name. It is no part of the team's answers.
create table campaign_shared (
  school_id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  answers jsonb not null,
  primary key (school_id, campaign_id, person_id),
  foreign key (school_id, campaign_id) references campaigns on delete cascade,
  foreign key (school_id, person_id) references people on delete cascade
);
select tenant_table('campaign_shared');

-- The talk about the results, a note for each step of the ladder. Whoever writes last, stands.
create table campaign_notes (
  school_id uuid not null,
  campaign_id uuid not null,
  step text not null check (step in ('data', 'information', 'knowledge', 'wisdom')),
  text text not null check (length(text) <= 4000),
  written_by uuid,
  primary key (school_id, campaign_id, step),
  foreign key (school_id, campaign_id) references campaigns on delete cascade,
  foreign key (school_id, written_by) references people on delete set null (written_by)
);
select tenant_table('campaign_notes');

-- What the talk ended in. A goal stands on the board of its unit as well.
create table campaign_outcomes (
  school_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  kind text not null check (kind in ('goal', 'question', 'ambition')),
  text text not null check (length(text) between 1 and 500),
  unit_id uuid,
  made_by uuid,
  made_on date not null,
  primary key (school_id, id),
  foreign key (school_id, campaign_id) references campaigns on delete cascade,
  foreign key (school_id, unit_id) references units,
  foreign key (school_id, made_by) references people on delete set null (made_by)
);
select tenant_table('campaign_outcomes');

-- Instruments that a school makes itself; one that was used stays in its campaigns as it was asked.
create table own_instruments (
  school_id uuid not null references schools,
  id uuid not null,
  instrument jsonb not null,
  -- The labels of its own scale, from low to high; null when it uses one that comes with the program.
  scale jsonb,
  made_by uuid,
  changed_on date not null,
  primary key (school_id, id),
  foreign key (school_id, made_by) references people on delete set null (made_by)
);
select tenant_table('own_instruments');
