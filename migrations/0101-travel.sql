-- Quarters of an hour between two sites of the school, before and after a visit on another one.
alter table visit_settings add column travel smallint not null default 2 check (travel between 1 and 8);
