-- Work that must happen after a commit, also when the process that did the commit is killed: mail, above all.
-- A job holds no content, only what to look at: whoever does it reads that in the school itself.
create table signin.jobs (
  id uuid primary key,
  school_id uuid not null,
  kind text not null check (length(kind) between 1 and 40),
  -- What it is about; the same job is there once.
  key text not null check (length(key) between 1 and 120),
  run_at timestamptz not null,
  -- Somebody does it, until then; nobody else takes it before.
  taken_until timestamptz,
  attempts smallint not null default 0,
  done_at timestamptz,
  outcome text check (outcome in ('done', 'dropped', 'failed')),
  unique (school_id, kind, key),
  check ((done_at is null) = (outcome is null))
);
-- What waits, and what is old enough to forget.
create index jobs_waiting on signin.jobs (run_at) where done_at is null;
create index jobs_done on signin.jobs (done_at) where done_at is not null;
select signin_table('jobs');

-- How a school's transaction asks for a job: it stands or falls with that transaction, and is of that school.
create function public.enqueue_job(job uuid, kind text, key text, run_at timestamptz) returns void
  language sql security definer set search_path = '' as $$
  insert into signin.jobs (id, school_id, kind, key, run_at)
  values (job, public.current_school(), kind, key, run_at)
  on conflict do nothing
$$;
revoke all on function public.enqueue_job(uuid, text, text, timestamptz) from public;
grant execute on function public.enqueue_job(uuid, text, text, timestamptz) to samenspel_tenant;

-- Which mails somebody does not want; without a row they come.
create table mail_refusals (
  school_id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('digest', 'reminder')),
  primary key (school_id, person_id, kind),
  foreign key (school_id, person_id) references people
);
select tenant_table('mail_refusals');
