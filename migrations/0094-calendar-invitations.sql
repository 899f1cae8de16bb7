-- Invitations by mail for people's own calendars (RFC 5546): what somebody was sent last of each event, so that a
-- change sends an update and what falls through a cancellation. No names: what it was called is read when it is sent.
create table calendar_invitations (
  school_id uuid not null,
  person_id uuid not null,
  uid text not null check (length(uid) between 1 and 80),
  sequence integer not null check (sequence >= 0),
  start_at timestamptz not null,
  end_at timestamptz not null,
  is_cancelled boolean not null,
  -- A hash of everything that a calendar shows of it.
  digest text not null check (length(digest) <= 64),
  primary key (school_id, person_id, uid),
  foreign key (school_id, person_id) references people,
  check (start_at < end_at)
);
select tenant_table('calendar_invitations');

-- Whether somebody wants them. Without a row: who subscribed to the calendar does not, everybody else does.
create table invitation_choices (
  school_id uuid not null,
  person_id uuid not null,
  is_wanted boolean not null,
  primary key (school_id, person_id),
  foreign key (school_id, person_id) references people
);
select tenant_table('invitation_choices');
