-- A school as the first released schema (migrations 0001-0004) kept it: a row or more in every table of that time.
-- Written by hand once and never changed: upgrade.db.test.ts brings it up to now and looks whether all is still there.

insert into signin.installation (singleton, claimed_at) values (true, '2026-09-01T08:00:00Z')
  on conflict (singleton) do update set claimed_at = excluded.claimed_at;
insert into signin.accounts (id, email, password_hash, language, created_at, signed_in_at) values
  ('0198a000-0000-7000-8000-00000000a001', 'marijke@wilg.example', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g', 'nl', '2026-09-01T08:00:00Z', '2026-11-20T07:30:00Z'),
  ('0198a000-0000-7000-8000-00000000a002', 'sanne@wilg.example', null, 'en', '2026-09-02T08:00:00Z', null);
insert into signin.schools (id, name) values ('0198a000-0000-7000-8000-000000000001', 'De Wilg'), ('0198a000-0000-7000-8000-000000000002', 'De “Berk” ë');
insert into signin.memberships (account_id, school_id, person_id, since, ended_at) values
  ('0198a000-0000-7000-8000-00000000a001', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000101', '2026-09-01T08:00:00Z', null),
  ('0198a000-0000-7000-8000-00000000a002', '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000102', '2026-09-02T08:00:00Z', null),
  ('0198a000-0000-7000-8000-00000000a001', '0198a000-0000-7000-8000-000000000002', '0198a000-0000-7000-8000-000000000201', '2026-09-03T08:00:00Z', '2026-10-01T08:00:00Z');
insert into signin.sessions (token_hash, account_id, school_id, created_at, seen_at, expires_at, device) values
  ('\x01', '0198a000-0000-7000-8000-00000000a001', '0198a000-0000-7000-8000-000000000001', '2026-11-20T07:30:00Z', '2026-11-20T07:30:00Z', '2099-01-01T00:00:00Z', 'Firefox');
insert into signin.links (token_hash, purpose, email, account_id, school_id, person_id, created_at, expires_at, used_at) values
  ('\x02', 'invitation', 'thijs@wilg.example', null, '0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000103', '2026-11-20T08:00:00Z', '2099-01-01T00:00:00Z', null);
insert into signin.attempts (kind, subject, count, since, blocked_until) values ('password', '\x03', 2, '2026-11-20T08:00:00Z', null);
insert into signin.pairings (code_hash, secret_hash, created_at, expires_at) values ('\x04', '\x05', '2026-11-20T08:00:00Z', '2099-01-01T00:00:00Z');

insert into schools (id, name, time_zone, created_at) values
  ('0198a000-0000-7000-8000-000000000001', 'De Wilg', 'Europe/Amsterdam', '2026-09-01T08:00:00Z'),
  ('0198a000-0000-7000-8000-000000000002', 'De “Berk” ë', 'Europe/Amsterdam', '2026-09-03T08:00:00Z');
insert into people (school_id, id, given_name, infix, family_name, email, function, staff_number, groups, working_days, source, created_at, left_on) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000101', 'Marijke', 'van den', 'Heuvel', 'marijke@wilg.example', 'Directeur', '', '{}', null, 'hand', '2026-09-01T08:00:00Z', null),
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000102', 'Sanne', 'de', 'Wit', 'sanne@wilg.example', 'Leerkracht', 'W-12', '{1/2a,"7, 8"}', '{"mon": "full", "tue": "am", "wed": "off", "thu": "full", "fri": "pm"}', 'import', '2026-09-01T08:00:00Z', null),
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000103', 'Thijs', '', E'Op\tden \\ Kamp\nHoekstra', '', '', '', '{}', null, 'import', '2026-09-01T08:00:00Z', '2026-11-01'),
  ('0198a000-0000-7000-8000-000000000002', '0198a000-0000-7000-8000-000000000201', 'Zoë', '', 'Yılmaz 🍎', 'zoe@berk.example', '', '', '{}', null, 'hand', '2026-09-03T08:00:00Z', null);
insert into units (school_id, id, name, mark, hue, source, created_at) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', 'Onderbouw', 'On', 0, 'import', '2026-09-01T08:00:00Z'),
  ('0198a000-0000-7000-8000-000000000002', '0198a000-0000-7000-8000-000000000302', 'Onderbouw', 'On', 11, 'hand', '2026-09-03T08:00:00Z');
insert into memberships (school_id, unit_id, person_id, since, until, source) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000102', '2026-09-01', null, 'import'),
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000103', '2026-09-01', '2026-11-01', 'import');
insert into roles (school_id, id, person_id, unit_id, role, since, until) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000401', '0198a000-0000-7000-8000-000000000101', null, 'school_leader', '2026-09-01', null),
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000402', '0198a000-0000-7000-8000-000000000101', null, 'administrator', '2026-09-01', null),
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000403', '0198a000-0000-7000-8000-000000000102', '0198a000-0000-7000-8000-000000000301', 'unit_lead', '2026-09-01', '2026-10-01');
insert into imports (school_id, id, at, by_person, file_name, counts) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000501', '2026-09-01T08:10:00Z', '0198a000-0000-7000-8000-000000000101', 'personeel.xlsx', '{"new": 3, "changed": 0, "same": 0, "problem": 0, "unitsMade": []}');
insert into boards (school_id, unit_id, seq, since_seq, last_close_seq, budgets) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', 4, 0, 0, '{"check-in": 5, "review": 2, "successes": 1, "goals": 3, "actions": 2, "requests": 1, "close": 1}');
insert into board_events (school_id, unit_id, seq, at, by_person, device, key, fact) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', 1, '2026-11-20T08:00:00Z', '0198a000-0000-7000-8000-000000000102', null, '0198a000-0000-7000-8000-000000000601', '{"type": "action-added", "id": "0198a000-0000-7000-8000-000000000701", "text": "Exit-ticket \"proberen\" \\ 🍎", "owners": ["0198a000-0000-7000-8000-000000000102"], "due": "2026-11-27"}'),
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', 2, '2026-11-20T08:01:00Z', '0198a000-0000-7000-8000-000000000102', null, '0198a000-0000-7000-8000-000000000602', '{"type": "goal-added", "id": "0198a000-0000-7000-8000-000000000702", "text": "AVI E4", "measure": "Leerlingen", "aim": 20, "outOf": 24, "keeper": null}'),
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', 3, '2026-11-20T08:02:00Z', '0198a000-0000-7000-8000-000000000102', '0198a000-0000-7000-8000-000000000901', '0198a000-0000-7000-8000-000000000603', '{"type": "success-added", "id": "0198a000-0000-7000-8000-000000000703", "text": "Het lukte"}'),
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', 4, '2026-11-20T08:03:00Z', '0198a000-0000-7000-8000-000000000102', null, '0198a000-0000-7000-8000-000000000604', '{"type": "parked", "id": "0198a000-0000-7000-8000-000000000704", "text": "Later"}');
insert into board_sessions (school_id, unit_id, id, started_at, started_by, facilitator, phase, phase_started_at, spent, review, closed_at, closed_by, final) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000801', '2026-11-13T08:00:00Z', '0198a000-0000-7000-8000-000000000102', '0198a000-0000-7000-8000-000000000102', 'close', '2026-11-13T08:14:00Z', '{"check-in": 300000}', '{0198a000-0000-7000-8000-000000000701}', '2026-11-13T08:15:00Z', '0198a000-0000-7000-8000-000000000102', '{"seq": 0, "since": 0}');
insert into actions (school_id, unit_id, id, text, owners, due, status, carried, review, created_by, created_at, created_in, text_seq, text_by, replaced, closed_seq) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000701', 'Exit-ticket "proberen" \ 🍎', '{0198a000-0000-7000-8000-000000000102}', '2026-11-27', 'open', 0, null, '0198a000-0000-7000-8000-000000000102', '2026-11-20T08:00:00Z', null, 1, '0198a000-0000-7000-8000-000000000102', null, null);
insert into goals (school_id, unit_id, id, text, measure, aim, out_of, keeper, status, learned, created_by, created_at, text_seq, text_by, replaced, closed_seq) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000702', 'AVI E4', 'Leerlingen', 20, 24, null, 'active', '', '0198a000-0000-7000-8000-000000000102', '2026-11-20T08:01:00Z', 2, '0198a000-0000-7000-8000-000000000102', null, null);
insert into goal_measurements (school_id, unit_id, goal_id, day, id, value, by_person) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000702', '2026-11-20', '0198a000-0000-7000-8000-000000000705', 17.5, '0198a000-0000-7000-8000-000000000102');
insert into successes (school_id, unit_id, id, text, by_person, at, added_seq) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000703', 'Het lukte', '0198a000-0000-7000-8000-000000000102', '2026-11-20T08:02:00Z', 3);
insert into parked_items (school_id, unit_id, id, text, by_person, at) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000704', 'Later', '0198a000-0000-7000-8000-000000000102', '2026-11-20T08:03:00Z');
insert into check_ins (school_id, unit_id, id, person_id, at, need, offer, helpers, session_id) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000706', '0198a000-0000-7000-8000-000000000102', '2026-11-13T07:55:00Z', 'Een paar handen', '', '{}', '0198a000-0000-7000-8000-000000000801');
insert into moods (school_id, unit_id, person_id, mood, at, session_id) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000102', 'tired', '2026-11-20T07:55:00Z', null);
insert into digiboards (school_id, id, unit_id, secret_hash, paired_by, paired_at, until, ended_at, ended_by) values
  ('0198a000-0000-7000-8000-000000000001', '0198a000-0000-7000-8000-000000000901', '0198a000-0000-7000-8000-000000000301', '\x06', '0198a000-0000-7000-8000-000000000102', '2026-11-20T08:00:00Z', '2027-07-31', null, null);
