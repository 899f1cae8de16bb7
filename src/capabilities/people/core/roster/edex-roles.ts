/** What the EDEXML standard calls the roles of school staff, as a school says them. */
const LABELS: Readonly<Record<string, string>> = {
  ADJ: 'Adjunct-directeur',
  ADM: 'Administratief medewerker',
  CON: 'Conciërge',
  DIR: 'Directeur',
  ICT: 'ICT-coördinator',
  IB: 'Intern begeleider',
  KLA: 'Klassenassistent',
  LRK: 'Leerkracht',
  LOC: 'Locatieleider of -medewerker',
  LOS: 'Locatieleider of -medewerker',
  OWA: 'Onderwijsassistent',
  RT: 'Remedial teacher',
  SMW: 'Schoolmaatschappelijk werker',
  STA: 'Stagiair',
  TAL: 'Toetsafnameleider',
  VAK: 'Vakleerkracht'
}
/** These say in words of their own what somebody does. */
const IN_OWN_WORDS = ['LOC', 'LOS']
/** A parent is in some files, and does not work here. */
const PARENT = 'OUD'

/** A role as it stands in the file: a code, or words. Words right after a code belong to it. */
export type EdexRole = { code: string } | { words: string }

/** The roles in words, in their order, and whether somebody is in the file as a parent only. */
export function readRoles(roles: readonly EdexRole[]): { labels: string[]; isParent: boolean } {
  const labels: string[] = []
  let isParent = false
  for (const [index, role] of roles.entries()) {
    if ('words' in role) {
      const before = roles[index - 1]
      if (!before || 'words' in before) labels.push(role.words)
      continue
    }
    const code = role.code.toUpperCase()
    const next = roles[index + 1]
    const words = next && 'words' in next ? next.words : ''
    if (code === PARENT) isParent = true
    else labels.push((IN_OWN_WORDS.includes(code) && words) || (LABELS[code] ?? role.code))
  }
  return { labels, isParent: isParent && labels.length === 0 }
}
