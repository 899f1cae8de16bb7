-- What calendars and reminders must know of a visit: how often it was changed (they believe the highest number), and
-- when it was last agreed on, or moved while agreed. Null: never, or before this was counted.
alter table visits
  add column sequence integer not null default 0 check (sequence >= 0),
  add column agreed_at timestamptz;
