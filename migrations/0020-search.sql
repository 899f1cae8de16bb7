-- Searching in what units wrote. The words of a line are made by the database itself, in generated columns, with a
-- Dutch stemming of our own: PostgreSQL's makes fiets and fietsen different words (decision 0019). A school's lines are
-- few, and row-level security comes before any @@, so the units' own keys are the index that this is read by.

-- One ending less per word, so that somebody who types "fiets" finds "fietsen". Small on purpose: what it does not
-- know it leaves as it is.
create function public.dutch_stems(line text) returns text language sql immutable parallel safe
  set search_path = pg_catalog as $$
  select w17 from (select translate(lower(line), 'áàâäãåéèêëíìîïóòôöõúùûüçñÿ', 'aaaaaaeeeeiiiiooooouuuucny') as w0) s0,
    -- foto's, oma’s: the genitive goes
    lateral (select regexp_replace(w0, '[''’]s\M', '', 'g') as w1) s1,
    lateral (select regexp_replace(w1, '[^a-z0-9]+', ' ', 'g') as w2) s2,
    -- moeilijkheden - moeilijkheid
    lateral (select regexp_replace(w2, 'heden\M', 'heid', 'g') as w3) s3,
    -- reken, which is no plural, becomes rekenen, and below reken again
    lateral (select regexp_replace(w3, '\m(reken|teken|oefen|regen|zegen)\M', '\1en', 'g') as w3b) s3b,
    -- kinderen - kind
    lateral (select regexp_replace(w3b, '(kind|blad|lied|lam|kalf)eren\M', '\1', 'g') as w4) s4,
    -- boekje, boekjes - boek; kaartje - kaart; stoeltje - stoel
    lateral (select regexp_replace(w4, '([bcdfghklmnprst]{1,2})(je)s?\M', '\1', 'g') as w5) s5,
    lateral (select regexp_replace(w5, '([lnr])t\M', '\1', 'g') as w6) s6,
    -- scholen - school, weken - week, taken - taak; an unstressed e stays: rekenen - reken
    lateral (select regexp_replace(w6, '([^aeiou ])([aou])([bcdfgklmnprstvz])en\M', '\1\2\2\3', 'g') as w7) s7,
    lateral (select regexp_replace(w7, '\m([^aeiou ]*)e([bcdfgklmnprstvz])en\M', '\1ee\2', 'g') as w8) s8,
    lateral (select regexp_replace(w8, '\m([aou])([bcdfgklmnprstvz])en\M', '\1\1\2', 'g') as w9) s9,
    -- lessen - less, boeken - boek
    lateral (select regexp_replace(w9, '([a-z]{2,}[^aeiou ])en\M', '\1', 'g') as w10) s10,
    -- ideeen, knieen
    lateral (select regexp_replace(w10, '(ee|ie)en\M', '\1', 'g') as w11) s11,
    -- less - les, stapp - stap
    lateral (select regexp_replace(w11, '([bdfgklmnprst])\1\M', '\1', 'g') as w12) s12,
    -- briev - brief, huiz - huis
    lateral (select regexp_replace(w12, 'v\M', 'f', 'g') as w13) s13,
    lateral (select regexp_replace(w13, 'z\M', 's', 'g') as w14) s14,
    -- leraars - leraar, fiets - fiet (and so fietsen), but les and huis stay
    lateral (select regexp_replace(w14, '([a-z]{2,}[bcdfghklmnprt])s\M', '\1', 'g') as w15) s15,
    -- leest - lees, werkt - werk; not after another t, nor in a short word
    lateral (select regexp_replace(w15, '([a-z]{3,}[bcdfgkmps])t\M', '\1', 'g') as w16) s16,
    lateral (select trim(w16) as w17) s17
$$;

create function public.school_words(line text) returns tsvector language sql immutable parallel safe
  set search_path = pg_catalog as $$
  select to_tsvector('pg_catalog.simple'::regconfig, public.dutch_stems(line))
$$;

alter table actions add column words tsvector generated always as (school_words(text)) stored;
alter table goals add column words tsvector generated always as (school_words(text || ' ' || measure || ' ' || learned)) stored;
alter table successes add column words tsvector generated always as (school_words(text)) stored;
alter table support_requests add column words tsvector generated always as (school_words(text || ' ' || answer)) stored;
alter table bulletin_items add column words tsvector generated always as (school_words(text)) stored;
