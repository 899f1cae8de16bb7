import { readDayHeading } from './read-days.ts'
import { cleanLine, fold } from './text.ts'
import type { RosterField } from './types.ts'

/**
 * What school administrations call their columns, the surest names first: where two columns could be one
 * field, the one whose heading stands further to the front is read. Written as `squeeze` leaves them.
 */
const SYNONYMS: Partial<Record<RosterField, string>> = {
  given_name:
    'roepnaam voornaam givenname firstname forename callname preferredname preferredfirstname naamroep roep voornamen volledigevoornamen officielevoornamen firstnames givennames',
  initials: 'voorletters voorletter initialen initials vrl voorl',
  infix:
    'tussenvoegsel tussenvoegsels tussenv tussenvgs tussenvgsl tussenvoegselachternaam voorvoegsel voorvoegsels voorv voorvoegselachternaam infix surnameprefix familynameprefix lastnameprefix prefix tv tvs vv tsv tussenvoegselgeboortenaam voorvoegselgeboortenaam middlename',
  family_name:
    'achternaam familienaam geslachtsnaam surname lastname familyname achternaamvolledig volledigeachternaam sn geboortenaam geboorteachternaam',
  full_name:
    'naam volledigenaam naamvolledig medewerkernaam medewerkersnaam naammedewerker medewerker medewerkers werknemer werknemernaam name fullname displayname weergavenaam employee employeename staffmember staffname personeelslid collega leerkracht leerkrachten leraar docent teacher teachername achternaamvoornaam naamvoornaam voornaamachternaam voorenachternaam roepnaamachternaam samengesteldenaam',
  email:
    'emailwerk werkemail emailwork workemail emailzakelijk zakelijkeemail zakelijkemail emailschool schoolemail schoolmail werkmail mailwerk email emailadres emailadreswerk emailaddress mail mailadres mailaddress epost emailadressen emailaddresses',
  function:
    'functie functienaam naamfunctie functieomschrijving omschrijvingfunctie functiebenaming function functiontitle jobtitle job role rol position functierol taak beroep functies roles',
  units:
    'bouw unit units team teams bouwteam onderwijsteam kernteam teamnaam unitnaam naamunit naamteam afdeling afdelingen organisatorischeeenheid organisatieeenheid orgeenheid organisatieonderdeel oe cluster department departments division bouwen',
  groups:
    'groep groepen klas klassen group groups class classes stamgroep stamgroepen lesgroep lesgroepen groepklas klasgroep groepsnaam klassennaam stamklas yeargroup',
  days: 'werkdagen werkdag dagen dag days workdays workingdays workdaysweek werktijden dagenaanwezig aanwezigedagen aanwezig aanwezigheid aanwezigop werkzaamop werkdagenweek werkrooster lesdagen inzetdagen dagdelen availability',
  staff_number:
    'personeelsnummer personeelsnr persnr personeelnummer medewerkernummer medewerkersnummer medewerkernr mdwnr mdwnummer mdwrnr werknemernummer werknemersnummer werknemernr stamnummer stamnr staffnumber staffno staffid staffnr employeenumber employeeno employeeid medewerkerid personeelsid pernr payrollnumber',
  fte: 'wtf werktijdfactor werktijdsfactor fte betrekkingsomvang aanstellingsomvang omvangaanstelling dienstverbandomvang omvang deeltijdfactor dtf parttimefactor parttime% parttimepercentage deeltijd% deeltijdpercentage aanstelling% percentage% dienstverband% ft% workingtimefactor'
}

/** Columns about someone or something else: `Achternaam partner`, `E-mail privé`, `Aantal dagen`, `Datum in dienst`. */
const ABOUT_OTHERS =
  /partner|echtgeno|leidinggevend|manager|supervisor|noodcontact|emergency|ouder|parent|leerling|pupil|prive|private|personal|persoonlijk|thuis|\bhome\b|datum|date|\baantal\b|number of|telefoon|phone|mobiel/
/** Words that say no more about a column than whose list it is. */
const FILLERS =
  /\b(?:van|de|het|der|medewerkers?|werknemers?|personeels?lid|collega|leerkracht|docent|huidige|primair|primaire|current|primary|employee|staff)\b/g

const RANKS = new Map<string, { field: RosterField; rank: number }>()
for (const [field, words] of Object.entries(SYNONYMS))
  for (const [rank, word] of words.split(' ').entries()) RANKS.set(word, { field: field as RosterField, rank })

/** `E-mail (werk)` and `e mail werk` are one heading. */
export const squeeze = (heading: string): string => fold(heading).replace(/[^\p{L}\p{N}%]/gu, '')

/** Ranks from here on rest on a part of the heading. */
export const LOOSE = 100

export type Recognised = { field: RosterField; rank: number }

/** What a column with this heading holds, and how sure that is (0 is surest); `null` when we do not know it. */
export function recogniseHeading(heading: string): Recognised | null {
  const text = cleanLine(heading)
  if (!text || text.length > 60 || ABOUT_OTHERS.test(fold(text))) return null
  const whole = RANKS.get(squeeze(text))
  if (whole) return whole
  const day = readDayHeading(text)
  if (day) return { field: day.half ? `${day.day}_${day.half}` : day.day, rank: 0 }
  return recogniseLoosely(fold(text))
}

function recogniseLoosely(text: string): Recognised | null {
  const looser = [
    text.replace(/\(.*?\)|\[.*?\]/g, ''),
    text.replace(/[\s_-]*\d+$/, ''),
    text.replace(FILLERS, ''),
    ...text.split(/[/|(,]/)
  ]
  for (const [step, part] of looser.entries()) {
    const found = RANKS.get(squeeze(part))
    if (found) return { field: found.field, rank: LOOSE + 10 * step + found.rank }
  }
  return /(^|[^a-z])e?-?mail/.test(text) ? { field: 'email', rank: 2 * LOOSE } : null
}
