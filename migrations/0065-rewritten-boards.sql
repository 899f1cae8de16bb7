-- How often texts of this board were changed behind its log, when somebody's data were erased. Whoever remembers the
-- board (a device, a process) with another number than this reads it anew, whatever it missed meanwhile.
alter table boards add column rewritten integer not null default 0;
