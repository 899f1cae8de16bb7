-- A school leader looks at leading: asked of the team without names, and with a name of the leader and of one observer
-- whom the leader invites (docs/decisions/0075). It is the leader's, and goes when the leader is erased.

alter table campaigns drop constraint campaigns_kind_check;
alter table campaigns
  add column about_id uuid,
  add column observer_id uuid,
  add constraint campaigns_about foreign key (school_id, about_id) references people on delete cascade,
  add constraint campaigns_observer foreign key (school_id, observer_id) references people on delete set null (observer_id),
  add constraint campaigns_kind_check check (kind in ('team', 'goal', 'training', 'mirror', 'leader')),
  add check ((kind = 'leader') = (about_id is not null)),
  add check (kind <> 'leader' or unit_id is null),
  add check (observer_id is null or (kind = 'leader' and observer_id <> about_id));
