/** Staff lists of any length, as a personnel system exports them. */
const FIRST = ['Anna', 'Bilal', 'Chantal', 'Daan', 'Emine', 'Fatima', 'Gijs', 'Hatice', 'Ibrahim', 'Jan-Willem']
const HEADINGS = 'Personeelsnummer;Roepnaam;Tussenvoegsel;Achternaam;E-mail werk;Functie;Bouw;Groep(en);Werkdagen'

/** No school has more. */
const MOST_UNITS = 200

/** So many people in units of about ten, half of them part-timers. */
export function staffList(people: number): Uint8Array<ArrayBuffer> {
  const units = Math.min(MOST_UNITS, Math.max(1, Math.round(people / 10)))
  const lines = Array.from({ length: people }, (_, at) => {
    const given = FIRST[at % FIRST.length]!
    const days = at % 2 ? 'ma t/m vr' : 'ma di wo(o)'
    return `${1000 + at};${given};van;Berg${at};p${at}@lijst.example;Leerkracht;Unit ${at % units};${(at % 8) + 1}a;${days}`
  })
  return new TextEncoder().encode([HEADINGS, ...lines].join('\n'))
}

/** More rows than anybody employs. */
export const millionRows = (): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`Roepnaam;Achternaam\n${'A;Berg\n'.repeat(1_000_000)}`)
