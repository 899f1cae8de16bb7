-- An invitation that a mailbox refused is sent anew when the mailbox works again (docs/decisions/0116).
alter table calendar_invitations
  -- The mail of this number was not taken, for good.
  add column is_refused boolean not null default false,
  -- A mail of this event was taken before: then its end is worth a mail, and what follows is a change. Of what was sent
  -- until now nobody wrote down that it was refused.
  add column is_known boolean not null default true;
alter table calendar_invitations alter column is_known set default false;
