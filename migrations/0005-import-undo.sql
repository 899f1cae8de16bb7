-- What an import did to each person, so that it can be undone for a day. Gone after that day, or once it is undone:
-- what somebody was called before is nobody's business for longer.

alter table imports add column undone_at timestamptz, add column undone jsonb;

create table import_changes (
  school_id uuid not null,
  import_id uuid not null,
  person_id uuid not null,
  -- The person as it was; null for somebody whom the import brought in.
  before jsonb,
  after jsonb not null,
  -- Memberships that it started (and whether they went on after ending that same day) and ended (with the end before).
  started jsonb not null,
  ended jsonb not null,
  primary key (school_id, import_id, person_id),
  foreign key (school_id, import_id) references imports on delete cascade,
  foreign key (school_id, person_id) references people on delete cascade
);
create index import_changes_of_person on import_changes (school_id, person_id);
select tenant_table('import_changes');
