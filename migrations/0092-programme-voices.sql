-- Every six weeks four questions. Who answered stands apart from what was answered: of that only counts are kept.
create table programme_voices_given (
  school_id uuid not null,
  programme_id uuid not null,
  round smallint not null check (round between 1 and 17),
  person_id uuid not null,
  side text not null check (side in ('leader', 'coach', 'teachers')),
  primary key (school_id, programme_id, round, person_id),
  foreign key (school_id, programme_id) references programmes,
  foreign key (school_id, person_id) references people
);
-- The leader and the coach are one each, and know it.
create unique index programme_voices_single on programme_voices_given (school_id, programme_id, round, side)
  where side <> 'teachers';
select tenant_table('programme_voices_given');

create table programme_voice_counts (
  school_id uuid not null,
  programme_id uuid not null,
  round smallint not null check (round between 1 and 17),
  side text not null check (side in ('leader', 'coach', 'teachers')),
  about text not null check (about in ('programme', 'leader', 'coach', 'teachers')),
  value smallint not null check (value between 1 and 4),
  count integer not null check (count > 0),
  primary key (school_id, programme_id, round, side, about, value),
  foreign key (school_id, programme_id) references programmes
);
select tenant_table('programme_voice_counts');
