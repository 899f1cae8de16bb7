/**
 * Who may be where. The code says which ways in there are (read-routes.ts); one that is not in this list fails the
 * test with its name. A new route or action is one line here, and one in PARAMETERS when it has a parameter of its own.
 * Long because it is one list: every way in, in one place where all of them can be read.
 *
 * Whoever is not named is an adversary there: refused, nothing changed, nothing of the school in the answer.
 */

/** Everybody who tries. All of them knock at the home school; `other`, `foreignBoard` belong to another one. */
export const ACTORS = [
  'nobody', // no cookie
  'forged', // a cookie that we never gave
  'stranger', // an account without a school
  'other', // leader and administrator of another school
  'former', // left the school today, in a browser that was signed in
  'guest', // a guest of the unit and nothing else, for a month
  'formerGuest', // was one until last year, and has an account
  'colleague', // of the school, in no unit, without a role
  'neighbour', // leads another unit of the school
  'member', // of the unit, without a role
  'lead', // leads the unit, and is in it
  'coach', // of the whole school, in no unit
  'quality', // quality coordinator, in no unit
  'trust', // of the trust's board, in no unit
  'administrator', // looks after the installation, in no unit
  'leader', // school leader, in no unit
  'board', // the digiboard of the unit
  'otherBoard', // the digiboard of another unit of the school
  'endedBoard', // a digiboard whose pairing was ended
  'foreignBoard' // the digiboard of a unit of another school
] as const
export type Actor = (typeof ACTORS)[number]

export const ANYONE: readonly Actor[] = ACTORS
export const SCHOOL: readonly Actor[] = [
  'colleague',
  'neighbour',
  'member',
  'lead',
  'coach',
  'quality',
  'trust',
  'administrator',
  'leader'
]
/** Whoever is signed in and in a school, whichever: a page about oneself. */
export const SIGNED_IN: readonly Actor[] = [...SCHOOL, 'guest', 'formerGuest', 'other']
/** Who may look at what is of the whole of one's own school; a guest of one unit may not. */
export const OF_A_SCHOOL: readonly Actor[] = [...SCHOOL, 'other']
/** Who reads what units show each other; who only governs or looks after the installation sees no content. */
export const SHARES: readonly Actor[] = OF_A_SCHOOL.filter((actor) => !['administrator', 'trust'].includes(actor))
export const UNIT: readonly Actor[] = ['member', 'lead']
export const UNIT_LOOKED_AFTER: readonly Actor[] = ['lead', 'administrator', 'leader']
/** A session is moved by the unit itself and by who looks after it. */
export const UNIT_PLANNED: readonly Actor[] = [...UNIT, 'administrator', 'leader']
export const MANAGERS: readonly Actor[] = ['administrator', 'leader']
/** Who keeps a list of people, in whichever school: pages and forms without anything of the home school in them. */
export const MANAGERS_OF_A_SCHOOL: readonly Actor[] = [...MANAGERS, 'other']
/** Who leads a school, whichever. */
export const LEADERS_OF_A_SCHOOL: readonly Actor[] = ['leader', 'other']
/** Who may ask a whole school or a unit, whichever. */
export const ASKERS_OF_A_SCHOOL: readonly Actor[] = ['leader', 'quality', 'lead', 'neighbour', 'other']
/** Who may make questionnaires of a school, whichever. The one of the test is not there. */
export const MAKERS_OF_A_SCHOOL: readonly Actor[] = ['leader', 'quality', 'other']
/** Everybody who works at the school: no guest, and not who only looks after the installation. */
export const TEAM: readonly Actor[] = ['colleague', 'neighbour', 'member', 'lead', 'coach', 'quality', 'leader']
/** Nobody of the school: sees no word of it, wherever. */
export const OUTSIDERS: readonly Actor[] = [
  'nobody',
  'forged',
  'stranger',
  'other',
  'former',
  'endedBoard',
  'foreignBoard'
]
/** Who may read what the unit keeps to itself: actions, check-ins, what was parked. */
export const SEES_UNIT: readonly Actor[] = ['member', 'lead', 'board']

export const WHO: Record<string, readonly Actor[]> = {
  // Doors
  'GET /': ANYONE,
  'GET /begin': ANYONE,
  'POST /begin': ANYONE,
  'GET /begin/school': ANYONE,
  'POST /begin/school': ANYONE,
  'GET /zonder-netwerk': ANYONE,
  'GET /inloggen': ANYONE,
  'POST /inloggen?/password': ANYONE,
  'POST /inloggen?/link': ANYONE,
  'GET /inloggen/link/[token]': ANYONE,
  'POST /inloggen/link/[token]': ANYONE,
  'GET /inloggen/code': ANYONE,
  'POST /inloggen/code': ANYONE,
  'GET /scholen': [...SIGNED_IN, 'stranger', 'former'],
  'POST /scholen': [...SIGNED_IN, 'stranger', 'former'],
  'GET /uitnodiging': ANYONE,
  'GET /uitnodiging/[token]': ANYONE,
  'POST /uitnodiging/[token]': ANYONE,
  'GET /wachtwoord/[token]': ANYONE,
  'POST /wachtwoord/[token]': ANYONE,
  'GET /adres/[token]': ANYONE,
  'POST /adres/[token]': ANYONE,
  'GET /adres/terug/[token]': ANYONE,
  'POST /adres/terug/[token]': ANYONE,
  'GET /uitloggen': [...SIGNED_IN, 'stranger', 'former'],
  'POST /uitloggen': [...SIGNED_IN, 'stranger', 'former'],
  'GET /taal': ANYONE,
  'GET /digibord': ANYONE,
  // A digiboard sees its own unit.
  'GET /digibord/lesbezoeken': ['board', 'otherBoard', 'foreignBoard'],
  'GET /digibord/sessies': ['board', 'otherBoard', 'foreignBoard'],

  // The demonstration school: for who is signed in, and for anybody on a server where nobody has begun.
  'GET /rondkijken': ANYONE,
  'POST /rondkijken?/look': [...SIGNED_IN, 'stranger', 'former'],
  'POST /rondkijken?/remake': [...SIGNED_IN, 'stranger', 'former'],
  'POST /rondkijken?/remove': MANAGERS_OF_A_SCHOOL,
  'POST /rondkijken?/visitors': MANAGERS_OF_A_SCHOOL,
  'POST /rondkijken?/leave': ANYONE,

  // One's own
  'GET /vandaag': SIGNED_IN,
  'GET /account': SIGNED_IN,
  'POST /account?/password': SIGNED_IN,
  'POST /account?/everywhere': SIGNED_IN,
  'POST /account?/mail': SIGNED_IN,
  'POST /account?/device_on': SIGNED_IN,
  'POST /account?/device_off': SIGNED_IN,
  'GET /account/over-mij': SIGNED_IN,
  'POST /account/over-mij?/address': SIGNED_IN,
  'GET /account/over-mij/gegevens.json': SIGNED_IN,
  'GET /account/twee-stappen': SIGNED_IN,
  'POST /account/twee-stappen?/begin': SIGNED_IN,
  'POST /account/twee-stappen?/confirm': SIGNED_IN,
  'POST /account/twee-stappen?/codes': SIGNED_IN,
  'POST /account/twee-stappen?/off': SIGNED_IN,
  // One's own path; of whom somebody is a buddy or asked about, the rules say in the transaction.
  'GET /welkom': SIGNED_IN,
  'POST /welkom?/step': SIGNED_IN,
  'POST /welkom?/skip': SIGNED_IN,
  'POST /welkom?/chooseBuddy': SIGNED_IN,
  'POST /welkom?/answerBuddy': SIGNED_IN,
  'POST /welkom?/answerUnit': SIGNED_IN,

  // Boards
  'GET /bord': SIGNED_IN,
  'GET /bord/[unit]': UNIT,
  'GET /bord/[unit]/digibord': UNIT,
  'POST /bord/[unit]/digibord?/pair': UNIT,
  'POST /bord/[unit]/digibord?/end': UNIT,
  'GET /bord/[unit]/overdragen': UNIT,
  'POST /bord/[unit]/overdragen': UNIT,
  'GET /bord/[unit]/sessies/[session]': UNIT,
  'GET /bord/[unit]/adressen': UNIT,
  'GET /bord/[unit]/lesbezoeken': UNIT,
  'GET /bord/[unit]/komend': UNIT,
  'GET /bord/[unit]/sessies': UNIT,
  'GET /bord/[unit]/spiegel': UNIT,
  'POST /bord/[unit]/spiegel?/ask': UNIT,
  'GET /bord/[unit]/ritme': UNIT,
  // What a coach saw, for the members of the unit and its coach; sharing is for a coach.
  'GET /bord/[unit]/kijkformulier': [...UNIT, 'coach'],
  'GET /bord/[unit]/kijkformulier/[session]': [...UNIT, 'coach'],
  'POST /bord/[unit]/kijkformulier/[session]?/share': ['coach'],
  'POST /bord/[unit]/kijkformulier/[session]?/back': ['coach'],
  // A goal that is none: its story is looked for and not found.
  'GET /bord/[unit]/doelen/[goal]': [],
  // One's own calendar; the address of it is a secret of its own, and whoever guesses gets nothing.
  'GET /agenda': SIGNED_IN,
  'POST /agenda?/make': SIGNED_IN,
  'POST /agenda?/end': SIGNED_IN,
  // Of one's own unit; which session, the rules say in the transaction.
  'POST /agenda?/change': UNIT_PLANNED,
  'GET /agenda/[school]/[token]': [],
  'GET /live/pairing/events': [],
  'GET /live/units/[unit]/events': [...UNIT, 'board'],
  'POST /live/units/[unit]/commands': [...UNIT, 'board'],
  'GET /live/imports/[job]/events': SIGNED_IN,

  // Between units; who may answer, take back or remove which, the rules say in the transaction.
  'GET /muur': SHARES,
  'POST /muur?/react': SHARES,
  'POST /muur?/takeBack': SHARES,
  'GET /hulpvragen': OF_A_SCHOOL,
  'POST /hulpvragen?/answer': OF_A_SCHOOL,
  'POST /hulpvragen?/takeUp': OF_A_SCHOOL,
  'POST /hulpvragen?/again': OF_A_SCHOOL,
  'POST /hulpvragen?/thank': OF_A_SCHOOL,
  'GET /nieuwsflits': SHARES,
  'POST /nieuwsflits?/add': LEADERS_OF_A_SCHOOL,
  'POST /nieuwsflits?/remove': SHARES,
  'GET /zoeken': SHARES,
  'GET /mededelingen': LEADERS_OF_A_SCHOOL,
  'POST /mededelingen?/add': LEADERS_OF_A_SCHOOL,
  'POST /mededelingen?/takeBack': LEADERS_OF_A_SCHOOL,
  // Whoever was invited says here that it does not suit, and who was not changes nothing.
  'POST /mededelingen?/visit': SIGNED_IN,

  // Learning from each other: each one's own, in whichever school.
  'GET /leren': OF_A_SCHOOL,
  'POST /leren?/drop': OF_A_SCHOOL,
  'POST /leren?/come': OF_A_SCHOOL,
  'POST /leren?/uninvite': OF_A_SCHOOL,
  'POST /leren?/answer': OF_A_SCHOOL,
  'POST /leren?/ill': OF_A_SCHOOL,
  'POST /leren?/missed': OF_A_SCHOOL,
  'GET /leren/plan': OF_A_SCHOOL,
  // A proposal binds nobody; who may make one, the rules say in the transaction.
  'POST /leren/plan?/plan': OF_A_SCHOOL,
  'POST /leren/plan?/stop': OF_A_SCHOOL,
  'POST /leren/plan?/help': OF_A_SCHOOL,
  'POST /leren/plan?/fix': OF_A_SCHOOL,
  // A wish that is none.
  'GET /leren/moment/[wish]': [],
  'POST /leren/moment/[wish]?/choose': [],
  // A visit is for its visitor and its host; here it is one that is none.
  'GET /leren/bezoek/[visit]': [],
  'GET /leren/bezoek/[visit]/agenda.ics': [],
  'POST /leren/bezoek/[visit]?/note': [],
  'POST /leren/bezoek/[visit]?/guide': [],
  'POST /leren/bezoek/[visit]?/say': [],
  'POST /leren/bezoek/[visit]?/decide': [],
  'POST /leren/bezoek/[visit]?/act': [],
  'POST /leren/bezoek/[visit]?/off': [],
  'GET /leren/kijkwijzers': OF_A_SCHOOL,
  'POST /leren/kijkwijzers?/prepare': OF_A_SCHOOL,
  'POST /leren/kijkwijzers?/make': OF_A_SCHOOL,
  'POST /leren/kijkwijzers?/drop': OF_A_SCHOOL,
  'GET /leren/overzicht': LEADERS_OF_A_SCHOOL,
  'POST /leren/overzicht?/settings': LEADERS_OF_A_SCHOOL,
  'GET /leren/wens': OF_A_SCHOOL,
  'POST /leren/wens': OF_A_SCHOOL,
  'GET /leren/open': OF_A_SCHOOL,
  'POST /leren/open?/open': OF_A_SCHOOL,
  'POST /leren/open?/lesson': OF_A_SCHOOL,
  'POST /leren/open?/give': OF_A_SCHOOL,
  'POST /leren/open?/takeBack': OF_A_SCHOOL,
  'GET /leren/vervanging': OF_A_SCHOOL,
  'POST /leren/vervanging?/offer': OF_A_SCHOOL,
  'POST /leren/vervanging?/give': OF_A_SCHOOL,
  'POST /leren/vervanging?/takeBack': OF_A_SCHOOL,

  // The school
  'GET /school': OF_A_SCHOOL,
  'GET /school/collegas': OF_A_SCHOOL,
  'POST /school/collegas?/invite': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas?/inviteAll': MANAGERS_OF_A_SCHOOL,
  'GET /school/collegas/[id]': SCHOOL,
  'POST /school/collegas/[id]?/save': MANAGERS,
  'POST /school/collegas/[id]?/restore': MANAGERS,
  'POST /school/collegas/[id]?/site': MANAGERS,
  'POST /school/collegas/[id]?/place': [...MANAGERS, 'lead'],
  'POST /school/collegas/[id]?/end': [...MANAGERS, 'lead'],
  'POST /school/collegas/[id]?/move': [...MANAGERS, 'lead'],
  'POST /school/collegas/[id]?/invite': MANAGERS,
  'POST /school/collegas/[id]?/leave': MANAGERS,
  'POST /school/collegas/[id]?/return': MANAGERS,
  'GET /school/collegas/[id]/rollen': SCHOOL,
  'POST /school/collegas/[id]/rollen?/give': [...MANAGERS, 'lead'],
  'POST /school/collegas/[id]/rollen?/end': [...MANAGERS, 'lead'],
  'POST /school/collegas/[id]/rollen?/reset': MANAGERS,
  // Of somebody who left only: the person of the test is still here, so nobody finds the page.
  'GET /school/collegas/[id]/weg': [],
  'POST /school/collegas/[id]/weg': MANAGERS,
  'GET /school/rechten': OF_A_SCHOOL,
  'POST /school/rechten': MANAGERS_OF_A_SCHOOL,
  'GET /school/veranderd': OF_A_SCHOOL,
  'GET /school/collegas/nieuw': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/nieuw': MANAGERS_OF_A_SCHOOL,
  'GET /school/collegas/importeren': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/importeren?/choose': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/importeren?/columns': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/importeren?/reset': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/importeren?/mend': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/importeren?/mendAll': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/importeren?/unmend': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/importeren?/stop': MANAGERS_OF_A_SCHOOL,
  'POST /school/collegas/importeren?/import': MANAGERS_OF_A_SCHOOL,
  'GET /school/collegas/importeren/[import]': MANAGERS,
  'POST /school/collegas/importeren/[import]?/undo': MANAGERS,
  'GET /school/rooster': MANAGERS_OF_A_SCHOOL,
  'POST /school/rooster?/choose': MANAGERS_OF_A_SCHOOL,
  'POST /school/rooster?/codes': MANAGERS_OF_A_SCHOOL,
  'POST /school/rooster?/times': MANAGERS_OF_A_SCHOOL,
  'POST /school/rooster?/import': MANAGERS_OF_A_SCHOOL,
  'GET /school/rooster/voorbeeld.csv': MANAGERS_OF_A_SCHOOL,
  'GET /school/rooster/voorbeeld.xlsx': MANAGERS_OF_A_SCHOOL,
  'GET /school/rooster/schilderen': MANAGERS_OF_A_SCHOOL,
  'POST /school/rooster/schilderen?/paint': MANAGERS_OF_A_SCHOOL,
  'GET /school/units': OF_A_SCHOOL,
  'GET /school/units/grenzen': MANAGERS_OF_A_SCHOOL,
  'POST /school/units/grenzen': MANAGERS_OF_A_SCHOOL,
  'GET /school/units/locaties': MANAGERS_OF_A_SCHOOL,
  'POST /school/units/locaties?/add': MANAGERS_OF_A_SCHOOL,
  'POST /school/units/locaties?/rename': MANAGERS_OF_A_SCHOOL,
  'POST /school/units/locaties?/drop': MANAGERS_OF_A_SCHOOL,
  'POST /school/units/locaties?/units': MANAGERS_OF_A_SCHOOL,
  'POST /school/units': MANAGERS_OF_A_SCHOOL,
  'GET /school/units/[id]': SCHOOL,
  'POST /school/units/[id]?/look': UNIT_LOOKED_AFTER,
  'POST /school/units/[id]?/members': UNIT_LOOKED_AFTER,
  'GET /school/units/[id]/moment': SCHOOL,
  'POST /school/units/[id]/moment?/choose': [...UNIT_LOOKED_AFTER],

  // Questionnaires. The campaign of the test asks everybody of the school but its guest and its administrator.
  'GET /school/spiegel': LEADERS_OF_A_SCHOOL,
  'POST /school/spiegel?/ask': LEADERS_OF_A_SCHOOL,
  'GET /school/vragenlijsten': OF_A_SCHOOL,
  'GET /school/vragenlijsten/nieuw': ASKERS_OF_A_SCHOOL,
  'POST /school/vragenlijsten/nieuw': ASKERS_OF_A_SCHOOL,
  'GET /school/vragenlijsten/eigen': MAKERS_OF_A_SCHOOL,
  'GET /school/vragenlijsten/eigen/nieuw': MAKERS_OF_A_SCHOOL,
  'POST /school/vragenlijsten/eigen/nieuw': MAKERS_OF_A_SCHOOL,
  'GET /school/vragenlijsten/eigen/[own]': [],
  'POST /school/vragenlijsten/eigen/[own]?/save': [],
  'POST /school/vragenlijsten/eigen/[own]?/remove': [],
  'GET /school/vragenlijsten/eerder': MAKERS_OF_A_SCHOOL,
  'POST /school/vragenlijsten/eerder?/choose': MAKERS_OF_A_SCHOOL,
  'POST /school/vragenlijsten/eerder?/import': MAKERS_OF_A_SCHOOL,
  // What was asked here is not taken away: the campaign of the test stays.
  'POST /school/vragenlijsten/eerder?/remove': [],
  'GET /school/bestuur': LEADERS_OF_A_SCHOOL,
  'POST /school/bestuur?/make': LEADERS_OF_A_SCHOOL,
  'POST /school/bestuur?/join': LEADERS_OF_A_SCHOOL,
  'POST /school/bestuur?/renew': LEADERS_OF_A_SCHOOL,
  // The schools of the test are in no trust together: there is nobody to put out.
  'POST /school/bestuur?/end': [],
  'POST /school/bestuur?/leave': LEADERS_OF_A_SCHOOL,
  'GET /school/vragenlijsten/[campaign]': TEAM,
  // The campaign of the test runs, so nothing of it goes to the trust.
  'POST /school/vragenlijsten/[campaign]?/contribute': [],
  'POST /school/vragenlijsten/[campaign]?/takeBack': [],
  'POST /school/vragenlijsten/[campaign]?/remind': ['leader', 'quality'],
  'POST /school/vragenlijsten/[campaign]?/close': ['leader', 'quality'],
  // The campaign of the test runs: there are no results to talk about yet.
  'GET /school/vragenlijsten/[campaign]/mee/[file]': [],
  'GET /school/vragenlijsten/[campaign]/gesprek': [],
  'POST /school/vragenlijsten/[campaign]/gesprek?/note': [],
  'POST /school/vragenlijsten/[campaign]/gesprek?/end': [],
  // The page says itself to whoever was not asked that there is nothing to answer.
  'GET /vragenlijst/[campaign]': SIGNED_IN,
  'POST /vragenlijst/[campaign]': TEAM,
  'GET /vragenlijst/brief/[letter]': ANYONE,
  'POST /vragenlijst/brief/[letter]': [],
  'GET /school/ritme': ['leader', 'quality', 'other'],
  // The start programme: where it stands is for all of a school; who may write, the rules say in the transaction.
  'GET /school/startprogramma': OF_A_SCHOOL,
  'POST /school/startprogramma?/join': OF_A_SCHOOL,
  'POST /school/startprogramma?/back': OF_A_SCHOOL,
  'GET /school/startprogramma/week': OF_A_SCHOOL,
  'POST /school/startprogramma/week': OF_A_SCHOOL,
  'GET /school/startprogramma/verdieping': OF_A_SCHOOL,
  'POST /school/startprogramma/verdieping': OF_A_SCHOOL,
  'GET /school/startprogramma/vragen': OF_A_SCHOOL,
  'POST /school/startprogramma/vragen': OF_A_SCHOOL,
  'GET /school/startprogramma/beginnen': ['leader', 'coach', 'other'],
  'POST /school/startprogramma/beginnen': ['leader', 'coach', 'other'],
  'GET /school/startprogramma/besluit': ['leader', 'coach', 'other'],
  'POST /school/startprogramma/besluit?/decide': ['leader', 'coach', 'other'],
  'POST /school/startprogramma/besluit?/team': ['leader', 'coach', 'other'],
  'GET /school/vrije-dagen': OF_A_SCHOOL,
  'POST /school/vrije-dagen?/region': MANAGERS_OF_A_SCHOOL,
  'POST /school/vrije-dagen?/add': MANAGERS_OF_A_SCHOOL,
  'POST /school/vrije-dagen?/file': MANAGERS_OF_A_SCHOOL,
  'POST /school/vrije-dagen?/remove': MANAGERS_OF_A_SCHOOL,

  // Operations
  'GET /healthz': ANYONE,
  'GET /readyz': ANYONE,
  // This machine itself, until a proxy stands before it: operations.e2e.ts.
  'GET /metrics': ANYONE
}

/**
 * What a parameter or a form field of a route stands for, by its name or, before that, by route and name. The values
 * are those of `Home` in world.ts, or made up: 'random'.
 */
export const PARAMETERS: Record<
  string,
  'unit' | 'person' | 'session' | 'import' | 'device' | 'school' | 'role' | 'campaign' | 'random'
> = {
  unit: 'unit',
  session: 'session',
  import: 'import',
  campaign: 'campaign',
  wave: 'campaign',
  observer: 'person',
  letter: 'random',
  own: 'random',
  file: 'random',
  goal: 'random',
  token: 'random',
  job: 'random',
  wish: 'random',
  visit: 'random',
  '/school/collegas/[id] id': 'person',
  '/school/collegas/[id]/rollen id': 'person',
  '/school/collegas/[id]/weg id': 'person',
  newcomer: 'person',
  buddy: 'person',
  held: 'role',
  '/school/units/[id] id': 'unit',
  '/school/units/[id]/moment id': 'unit',
  // Fields of forms.
  person: 'person',
  member: 'person',
  shown: 'person',
  units: 'unit',
  device: 'device',
  school: 'school'
}
