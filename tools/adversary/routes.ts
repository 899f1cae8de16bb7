/**
 * Who may be where. The code says which ways in there are (read-routes.ts); one that is not in this list fails the
 * test with its name. A new route or action is one line here, and one in PARAMETERS when it has a parameter of its own.
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
  'colleague', // of the school, in no unit, without a role
  'neighbour', // leads another unit of the school
  'member', // of the unit, without a role
  'lead', // leads the unit, and is in it
  'coach', // of the whole school, in no unit
  'quality', // quality coordinator, in no unit
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
  'administrator',
  'leader'
]
/** Whoever is signed in and in a school, whichever: a page about oneself. */
export const SIGNED_IN: readonly Actor[] = [...SCHOOL, 'other']
export const UNIT: readonly Actor[] = ['member', 'lead']
export const UNIT_LOOKED_AFTER: readonly Actor[] = ['lead', 'administrator', 'leader']
export const MANAGERS: readonly Actor[] = ['administrator', 'leader']
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
  'GET /inloggen': ANYONE,
  'POST /inloggen?/password': ANYONE,
  'POST /inloggen?/link': ANYONE,
  'GET /inloggen/link/[token]': ANYONE,
  'POST /inloggen/link/[token]': ANYONE,
  'GET /scholen': [...SIGNED_IN, 'stranger', 'former'],
  'POST /scholen': [...SIGNED_IN, 'stranger', 'former'],
  'GET /uitnodiging': ANYONE,
  'GET /uitnodiging/[token]': ANYONE,
  'POST /uitnodiging/[token]': ANYONE,
  'GET /wachtwoord/[token]': ANYONE,
  'POST /wachtwoord/[token]': ANYONE,
  'GET /uitloggen': [...SIGNED_IN, 'stranger', 'former'],
  'POST /uitloggen': [...SIGNED_IN, 'stranger', 'former'],
  'GET /taal': ANYONE,
  'GET /digibord': ANYONE,

  // One's own
  'GET /vandaag': SIGNED_IN,
  'GET /account': SIGNED_IN,
  'POST /account?/password': SIGNED_IN,
  'POST /account?/everywhere': SIGNED_IN,

  // Boards
  'GET /bord': SIGNED_IN,
  'GET /bord/[unit]': UNIT,
  'GET /bord/[unit]/digibord': UNIT,
  'POST /bord/[unit]/digibord?/pair': UNIT,
  'POST /bord/[unit]/digibord?/end': UNIT,
  'GET /bord/[unit]/sessies/[session]': UNIT,
  'GET /live/pairing/events': [],
  'GET /live/units/[unit]/events': [...UNIT, 'board'],
  'POST /live/units/[unit]/commands': [...UNIT, 'board'],

  // The school
  'GET /school': SIGNED_IN,
  'GET /school/collegas': SIGNED_IN,
  'POST /school/collegas?/invite': MANAGERS,
  'POST /school/collegas?/inviteAll': MANAGERS,
  'GET /school/collegas/[id]': SCHOOL,
  'POST /school/collegas/[id]?/save': MANAGERS,
  'POST /school/collegas/[id]?/invite': MANAGERS,
  'POST /school/collegas/[id]?/leave': MANAGERS,
  'POST /school/collegas/[id]?/return': MANAGERS,
  'GET /school/collegas/nieuw': MANAGERS,
  'POST /school/collegas/nieuw': MANAGERS,
  'GET /school/collegas/importeren': MANAGERS,
  'POST /school/collegas/importeren?/choose': MANAGERS,
  'POST /school/collegas/importeren?/columns': MANAGERS,
  'POST /school/collegas/importeren?/reset': MANAGERS,
  'POST /school/collegas/importeren?/mend': MANAGERS,
  'POST /school/collegas/importeren?/mendAll': MANAGERS,
  'POST /school/collegas/importeren?/unmend': MANAGERS,
  'POST /school/collegas/importeren?/import': MANAGERS,
  'GET /school/collegas/importeren/[import]': MANAGERS,
  'GET /school/units': SIGNED_IN,
  'POST /school/units': MANAGERS,
  'GET /school/units/[id]': SCHOOL,
  'POST /school/units/[id]?/look': UNIT_LOOKED_AFTER,
  'POST /school/units/[id]?/members': UNIT_LOOKED_AFTER,

  // Operations
  'GET /healthz': ANYONE
}

/**
 * What a parameter or a form field of a route stands for, by its name or, before that, by route and name. The values
 * are those of `Home` in world.ts, or made up: 'random'.
 */
export const PARAMETERS: Record<string, 'unit' | 'person' | 'session' | 'import' | 'device' | 'school' | 'random'> = {
  unit: 'unit',
  session: 'session',
  import: 'import',
  token: 'random',
  '/school/collegas/[id] id': 'person',
  '/school/units/[id] id': 'unit',
  // Fields of forms.
  person: 'person',
  member: 'person',
  shown: 'person',
  units: 'unit',
  device: 'device',
  school: 'school'
}
