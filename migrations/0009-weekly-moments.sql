-- When a unit holds its board session: every week at one slot, or at two by turns. Without a row nothing was chosen.

create table weekly_moments (
  school_id uuid not null,
  unit_id uuid not null,
  -- Of two that take turns: which comes first in the week of `since`.
  turn smallint not null check (turn in (0, 1)),
  -- 1 = Monday.
  weekday smallint not null check (weekday between 1 and 5),
  minute smallint not null check (minute between 0 and 1439),
  since date not null,
  chosen_by uuid,
  primary key (school_id, unit_id, turn),
  foreign key (school_id, unit_id) references units
);
select tenant_table('weekly_moments');
