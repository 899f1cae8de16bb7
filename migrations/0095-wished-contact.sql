-- The band within which a school wishes visits between its units: so many of a unit to others, in twelve weeks. More is
-- not better. Null: the school wishes none in particular.
alter table visit_settings
  add column across_least smallint check (across_least between 0 and 200),
  add column across_most smallint check (across_most between 0 and 200),
  add constraint across_band check (
    (across_least is null) = (across_most is null) and (across_least is null or across_least <= across_most));
