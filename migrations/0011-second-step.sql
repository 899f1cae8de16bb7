-- Signing in with two steps: a code that a phone makes, beside the password or the mailed link.

create table signin.second_steps (
  account_id uuid primary key references signin.accounts on delete cascade,
  -- What the phone knows too, sealed (AES-256-GCM) with a key that is not in the database.
  secret bytea not null,
  made_at timestamptz not null,
  -- Null while it is being set up: it asks nothing yet.
  confirmed_at timestamptz,
  -- The half minute of the last code that was accepted: that code, and every earlier one, is spent.
  last_step bigint
);
select signin_table('second_steps');

-- For who lost the phone; each works once. Keyed hashes (HMAC with the same key).
create table signin.recovery_codes (
  account_id uuid not null references signin.second_steps on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
select signin_table('recovery_codes');

-- A browser that took the first step and not yet the second: signed in nowhere.
create table signin.half_sessions (
  token_hash bytea primary key,
  account_id uuid not null references signin.accounts on delete cascade,
  school_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
-- Clearing away what has expired.
create index half_sessions_expires on signin.half_sessions (expires_at);
select signin_table('half_sessions');
