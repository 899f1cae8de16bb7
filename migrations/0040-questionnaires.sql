-- Questionnaires. Who was asked and what was answered are never in one row, and while a campaign runs nothing but
-- "answered" is known of a person (docs/decisions/0041). No answer has a moment, and its id is random: a UUID of version
-- 7 would tell when it came.

create table campaigns (
  school_id uuid not null references schools,
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  made_by uuid,
  -- What is asked, as it was when the campaign began: what is changed or deleted later changes nothing here.
  form jsonb not null,
  -- By what results are split, fixed beforehand: unit, function.
  groupings text[] not null,
  -- "We are content if so many of ten ...", set before anybody answered; null when the team set none.
  norm smallint check (norm between 1 and 10),
  opened_on date not null,
  closes_on date not null check (closes_on > opened_on),
  closed_on date,
  -- What may be shown, worked out once at the closing.
  results jsonb,
  primary key (school_id, id),
  foreign key (school_id, made_by) references people on delete set null (made_by),
  check ((closed_on is null) = (results is null))
);
select tenant_table('campaigns');

-- Who was asked. At the closing the rows are written again, without token and without "answered".
create table campaign_people (
  school_id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  -- In which group of each grouping somebody was when the campaign began.
  labels jsonb not null,
  token_hash bytea,
  answered boolean,
  primary key (school_id, campaign_id, person_id),
  foreign key (school_id, campaign_id) references campaigns on delete cascade,
  foreign key (school_id, person_id) references people on delete cascade
);
create unique index campaign_people_token on campaign_people (token_hash) where token_hash is not null;
select tenant_table('campaign_people');

-- Answers of a campaign that runs, with the groups they will be counted in. Empty once it is closed.
create table campaign_pending (
  school_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  labels jsonb not null,
  answers jsonb not null,
  primary key (school_id, id),
  foreign key (school_id, campaign_id) references campaigns on delete cascade
);
-- What was deleted is really gone from the files soon.
alter table campaign_pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);
select tenant_table('campaign_pending');

-- Answers of a closed campaign: in random order, under new ids, without any group.
create table campaign_answers (
  school_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  answers jsonb not null,
  primary key (school_id, id),
  foreign key (school_id, campaign_id) references campaigns on delete cascade
);
select tenant_table('campaign_answers');

-- What was written in words, apart from the answers it came with and in an order of its own.
create table campaign_texts (
  school_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  item text not null,
  text text not null,
  primary key (school_id, id),
  foreign key (school_id, campaign_id) references campaigns on delete cascade
);
select tenant_table('campaign_texts');
