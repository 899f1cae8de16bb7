-- Where a school is, when that is more than one place (docs/decisions/0077). A unit is on a site; a person is on that of
-- the unit, or on a site of his own.
create table sites (
  school_id uuid not null references schools,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  -- The first is the one of whoever is on none by unit or by name.
  place smallint not null check (place > 0),
  primary key (school_id, id)
);
create unique index sites_name on sites (school_id, lower(name));
select tenant_table('sites');

alter table units add column site_id uuid, add foreign key (school_id, site_id) references sites (school_id, id);
alter table people add column site_id uuid, add foreign key (school_id, site_id) references sites (school_id, id);
