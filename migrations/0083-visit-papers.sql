-- What was seen in a lesson visit and said about it. Every text is sealed with a key that is not in the database
-- (decision 0064): a copy of the database, a backup included, shows none of it.

-- A viewing guide: what to look at. Own ones here; those that come with the program are files.
create table visit_guides (
  school_id uuid not null references schools,
  id uuid not null,
  person_id uuid not null,
  title text not null check (length(title) between 1 and 120),
  lines text[] not null check (cardinality(lines) between 1 and 12),
  is_shared boolean not null,
  at timestamptz not null,
  removed_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people
);
select tenant_table('visit_guides');

-- The guide chosen for a visit: the id of an own one, or the name of a file.
alter table visits add column guide text check (length(guide) <= 80);

-- The visitor's own notes: for the visitor alone.
create table visit_notes (
  school_id uuid not null references schools,
  visit_id uuid not null,
  person_id uuid not null,
  sealed bytea not null check (octet_length(sealed) <= 40000),
  at timestamptz not null,
  primary key (school_id, visit_id, person_id),
  foreign key (school_id, visit_id) references visits (school_id, id),
  foreign key (school_id, person_id) references people
);
select tenant_table('visit_notes');

-- What the visitor says in the talk: 1 what did you see, 2 what did it do to pupils, 3 what would you try. The host
-- decides what is kept (null = not yet), and with whom it is shared. What is let go is deleted when the talk is over.
create table visit_talks (
  school_id uuid not null references schools,
  visit_id uuid not null,
  question smallint not null check (question between 1 and 3),
  sealed bytea not null check (octet_length(sealed) <= 40000),
  is_kept boolean,
  shared_with uuid[] not null default '{}',
  at timestamptz not null,
  primary key (school_id, visit_id, question),
  foreign key (school_id, visit_id) references visits (school_id, id),
  check (is_kept or shared_with = '{}')
);
select tenant_table('visit_talks');
