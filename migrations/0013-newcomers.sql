-- The first weeks of somebody new: which steps were taken, who is the buddy, and what the unit learned from it.

create table newcomer_paths (
  school_id uuid not null,
  person_id uuid not null,
  read_why_at timestamptz,
  saw_goals_at timestamptz,
  buddy uuid,
  buddy_chosen_by uuid,
  buddy_accepted_at timestamptz,
  skipped_at timestamptz,
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references people,
  foreign key (school_id, buddy) references people (school_id, id),
  check (buddy <> person_id),
  check (buddy_accepted_at is null or buddy is not null)
);
create index newcomer_paths_of_buddy on newcomer_paths (school_id, buddy) where buddy is not null;
select tenant_table('newcomer_paths');

-- One question to the unit after a month: what did we learn about welcoming somebody? One answer a member.
create table newcomer_answers (
  school_id uuid not null,
  unit_id uuid not null,
  newcomer uuid not null,
  by_person uuid not null,
  text text not null check (length(text) between 1 and 1000),
  at timestamptz not null,
  primary key (school_id, unit_id, newcomer, by_person),
  foreign key (school_id, unit_id) references units,
  foreign key (school_id, newcomer) references people (school_id, id),
  foreign key (school_id, by_person) references people (school_id, id)
);
select tenant_table('newcomer_answers');
