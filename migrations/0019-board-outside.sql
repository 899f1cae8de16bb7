-- What a board sends out and what is brought to it from outside, and who visits its session: bounded, only ever read
-- and written together with the board, and so kept with it. What came of it has tables of its own (0018).
alter table boards add column outside jsonb not null default '{"sent": [], "brought": [], "visitors": []}';

-- What waits to be put on a board: written in the transaction that caused it, taken by the board's own line of commands
-- under this id as its key, so that it arrives once however often it is tried.
create table board_deliveries (
  school_id uuid not null,
  unit_id uuid not null,
  id uuid not null,
  command jsonb not null,
  -- Not before this day; null = at once.
  not_before date,
  made_at timestamptz not null default now(),
  primary key (school_id, unit_id, id),
  foreign key (school_id, unit_id) references units
);
select tenant_table('board_deliveries');
