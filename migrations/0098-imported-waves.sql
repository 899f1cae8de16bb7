-- A questionnaire of before Samenspel, brought in as a file. Who was asked then is not known here; whoever brings it in
-- says whether it was the same team, at least five others, or not known. Only the first two stand beside newer ones
-- (docs/decisions/0076).

alter table campaigns
  add column imported_team text check (imported_team in ('same', 'five', 'unknown')),
  add check (imported_team is null or (kind = 'team' and unit_id is null));
