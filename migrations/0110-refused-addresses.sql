-- Addresses for which a mail server said for good that it takes no mail (SMTP 5xx to RCPT), so that somebody can be told.
-- Only when and which status; of the address only its SHA-256, as with attempts: we ask about addresses that we have, and
-- need no list of them. A row goes when a mail to the address is taken, or when nothing was refused there for long.
create table signin.refused_addresses (
  subject bytea not null check (length(subject) = 32),
  -- Whose mail it was: what the mail of one school met is no other school's business. Null is a mail about signing in.
  school_id uuid,
  since timestamptz not null,
  last_at timestamptz not null,
  status smallint not null check (status between 500 and 599),
  unique nulls not distinct (subject, school_id)
);
-- What the mail of one school met, and what is old enough to forget.
create index refused_addresses_school on signin.refused_addresses (school_id);
create index refused_addresses_last on signin.refused_addresses (last_at);
select signin_table('refused_addresses');
