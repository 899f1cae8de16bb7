-- Who may come in: accounts, their schools, sessions and one-time links. An account is global (one person may work at
-- two schools), so none of this is a school's: it lives in its own schema that only the sign-in role may touch.
-- Secrets are never stored, only their SHA-256; passwords as Argon2id.

create table signin.accounts (
  id uuid primary key,
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  password_hash text,
  language text not null check (language in ('nl', 'en')),
  created_at timestamptz not null,
  signed_in_at timestamptz
);
select signin_table('accounts');

-- Which person an account is in which school. The person itself is the school's, behind its own door.
create table signin.memberships (
  account_id uuid not null references signin.accounts on delete cascade,
  school_id uuid not null,
  person_id uuid not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, school_id)
);
-- One account a person; also finds who of a school has access.
create unique index memberships_person on signin.memberships (school_id, person_id) where ended_at is null;
select signin_table('memberships');

create table signin.sessions (
  token_hash bytea primary key,
  account_id uuid not null references signin.accounts on delete cascade,
  -- The school that is looked at now: one of the account's own.
  school_id uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  device text not null check (length(device) <= 200),
  foreign key (account_id, school_id) references signin.memberships on delete cascade
);
-- Sign out everywhere, the list of one's own devices.
create index sessions_account on signin.sessions (account_id);
-- Clearing away what has expired.
create index sessions_expires on signin.sessions (expires_at);
select signin_table('sessions');

create table signin.links (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('sign_in', 'invitation', 'password')),
  email text not null check (email = lower(email)),
  account_id uuid references signin.accounts on delete cascade,
  school_id uuid,
  person_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'invitation') = (school_id is not null and person_id is not null)),
  check ((purpose = 'invitation') = (account_id is null))
);
-- A new link makes the older ones of the same address and purpose void.
create index links_address on signin.links (email, purpose) where used_at is null;
-- Who of a school has been invited.
create index links_school on signin.links (school_id) where used_at is null and purpose = 'invitation';
-- Clearing away what has expired.
create index links_expires on signin.links (expires_at);
select signin_table('links');

-- Attempts counted per kind and subject (the hash of an address or of a network address).
create table signin.attempts (
  kind text not null,
  subject bytea not null,
  count integer not null check (count >= 0),
  since timestamptz not null,
  blocked_until timestamptz,
  primary key (kind, subject)
);
-- Clearing away what no longer counts.
create index attempts_since on signin.attempts (since);
select signin_table('attempts');

-- One row: has this installation been claimed, and with which code can it be?
create table signin.installation (
  singleton boolean primary key default true check (singleton),
  claim_code_hash bytea,
  claimed_at timestamptz,
  check (claimed_at is null or claim_code_hash is null)
);
insert into signin.installation default values;
select signin_table('installation');

-- Digiboards that show a code and wait for a member to type it.
create table signin.pairings (
  code_hash bytea primary key,
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  school_id uuid,
  unit_id uuid,
  device_id uuid,
  claimed_at timestamptz,
  check ((claimed_at is null) = (school_id is null)),
  check ((claimed_at is null) = (unit_id is null)),
  check ((claimed_at is null) = (device_id is null))
);
-- Clearing away what has expired.
create index pairings_expires on signin.pairings (expires_at);
select signin_table('pairings');
