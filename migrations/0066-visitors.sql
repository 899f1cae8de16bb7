-- May whoever comes along look around in the demonstration school of this server, without an account? Only after a
-- school of one's own has begun here; before that everybody may. Said by who keeps a school, and not before.
alter table signin.installation add column visitors_look_around boolean not null default false;
