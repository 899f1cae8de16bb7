-- Links for another address to sign in with: one to the new address, which has to be proved before anything changes, and
-- one to the old address, which puts it back (docs/decisions/0115). Both are for an account, as those to sign in are.

alter table signin.links drop constraint links_purpose_check;
alter table signin.links
  add constraint links_purpose_check
    check (purpose in ('sign_in', 'invitation', 'password', 'address', 'address_back'));
-- A newer wish of an account makes the older one void, whichever address it was for.
create index links_account on signin.links (account_id, purpose) where used_at is null and account_id is not null;
