-- A weekly moment holds from one day until another: a unit that chooses another one keeps what was planned before.

alter table weekly_moments
  add column from_day date,
  -- The first day on which it holds no more; null: until another is chosen.
  add column until_day date;

-- What was chosen so far held since the week in which it was. A session that was moved is held from now on wherever it
-- was put; of moments that a unit has no more, those were shown nowhere, and stay away. Nobody sees more than one school,
-- the owner neither; for these two statements that is lifted.
alter table weekly_moments no force row level security;
alter table session_changes no force row level security;
update weekly_moments set from_day = since;
delete from session_changes c where not exists (
  select from weekly_moments m
  where m.school_id = c.school_id and m.unit_id = c.unit_id and m.since <= c.on_day
    and m.weekday = extract(isodow from c.on_day)
    and m.turn = (c.on_day - m.since) / 7 % (
      select count(*) from weekly_moments o where o.school_id = m.school_id and o.unit_id = m.unit_id));
alter table weekly_moments force row level security;
alter table session_changes force row level security;

alter table weekly_moments
  alter column from_day set not null,
  drop constraint weekly_moments_pkey,
  add primary key (school_id, unit_id, from_day, turn),
  -- No two that begin on one day, nor two that end on one, and so no two without an end.
  add unique nulls not distinct (school_id, unit_id, until_day, turn),
  add check (until_day > from_day),
  add check (from_day >= since);
