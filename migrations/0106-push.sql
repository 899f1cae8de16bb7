-- Where a signed-in browser can be reached by web push (RFC 8030). It belongs to that sign-in: who signs out there,
-- is signed out everywhere, or whose account goes, is no longer reached. In the schema of signing in, so that no
-- transaction of a school sees whose devices there are, nor the keys with which they are written to.
create table signin.push_devices (
  id uuid primary key,
  session_hash bytea not null unique references signin.sessions on delete cascade,
  -- An address of a push service: whoever has it can knock there.
  endpoint text not null unique check (length(endpoint) between 1 and 1000),
  -- The browser's public key (an uncompressed point of P-256) and its secret, with which a message is encrypted.
  p256dh bytea not null check (length(p256dh) = 65),
  auth bytea not null check (length(auth) = 16),
  made_at timestamptz not null
);
select signin_table('push_devices');

-- What somebody wants to hear on a device instead of by mail. Without a row it comes by mail, unless it is refused.
create table device_wishes (
  school_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('digest', 'reminder')),
  primary key (school_id, person_id, kind),
  foreign key (school_id, person_id) references people
);
select tenant_table('device_wishes');

-- A job that is about a session, a person and a device has four ids in its key.
alter table signin.jobs drop constraint jobs_key_check;
alter table signin.jobs add constraint jobs_key_check check (length(key) between 1 and 200);
