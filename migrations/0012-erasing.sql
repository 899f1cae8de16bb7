-- Somebody whose data was erased: the row stays as a place for what was done together to point at, and holds nothing.
alter table people add column erased_at timestamptz;
alter table people add constraint people_erased check (erased_at is null or (left_on is not null and given_name = ''
  and infix = '' and family_name = '' and email = '' and function = '' and staff_number = '' and groups = '{}'
  and working_days is null));
