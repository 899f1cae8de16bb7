-- A unit looks at itself: a campaign of its own kind, always of one unit, which nobody outside that unit sees
-- (docs/decisions/0074).

alter table campaigns drop constraint campaigns_kind_check;
alter table campaigns
  add constraint campaigns_kind_check check (kind in ('team', 'goal', 'training', 'mirror')),
  add check (kind <> 'mirror' or unit_id is not null);
