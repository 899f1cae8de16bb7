import type { Dice } from './dice.ts'
import { deckOf } from './dice.ts'

type Pool = { given: readonly string[]; family: readonly string[] }

/**
 * Names as they stand in the staff lists of Dutch schools, by where they come from. An infix is written before the
 * family name, in small letters: `van der Meer`.
 */
const POOLS = {
  dutch: {
    given: [
      'Sanne',
      'Marloes',
      'Lotte',
      'Bart',
      'Annemarie',
      'Joost',
      'Femke',
      'Ruud',
      'Ingrid',
      'Daan',
      'Marieke',
      'Wim',
      'Judith',
      'Koen',
      'Esther',
      'Tineke',
      'Jeroen',
      'Anouk',
      'Willemijn',
      'Peter-Jan',
      'Hanneke',
      'Thijs',
      'Carla',
      'Noor'
    ],
    family: [
      'de Wit',
      'van den Bosch',
      'Verhoeven',
      'Jansen',
      'van der Heijden',
      'Bakker',
      'op den Kamp',
      "van 't Hof",
      'Smit',
      'van Leeuwen',
      'Dekker',
      "in 't Veld",
      'Brouwer',
      'de Graaf-van Dam',
      'Mulder',
      'ter Horst',
      'Kuipers',
      'van der Linden-Post',
      'Schouten',
      'de Boer',
      'Vermeulen',
      'Hendriks',
      "'t Hart",
      'van Dijk'
    ]
  },
  frisian: {
    given: ['Wietske', 'Sjoerd', 'Froukje', 'Jelle', 'Tjitske'],
    family: ['Hoekstra', 'Dijkstra', 'van der Veen', 'Zijlstra', 'Postma']
  },
  moroccan: {
    given: ['Fatima', 'Karim', 'Naima', 'Youssef', 'Samira', 'Hassan', 'Loubna'],
    family: ['el Amrani', 'Benali', 'Bouzid', 'Aït Ouarasse', 'el Khattabi', 'Azzouzi', 'Tahiri']
  },
  turkish: {
    given: ['Emine', 'Murat', 'Ayşe', 'Özlem', 'Kemal'],
    family: ['Yılmaz', 'Demir', 'Çelik', 'Öztürk', 'Şahin']
  },
  surinamese: {
    given: ['Priya', 'Shirley', 'Rajesh', 'Romeo', 'Sharda'],
    family: ['Ramdin', 'Pinas', 'Sewnarain', 'Kartosen', 'Leeflang']
  },
  antillean: {
    given: ['Shurendy', 'Ruthmila', 'Gilbert', 'Zuleika'],
    family: ['Martina', 'Rosalia', 'Maduro', 'Janga']
  },
  polish: { given: ['Agnieszka', 'Tomasz', 'Małgorzata'], family: ['Kowalska', 'Wiśniewski', 'Zielińska-Prins'] },
  indonesian: { given: ['Dewi', 'Ronny', 'Ratna'], family: ['Latuheru', 'Sahetapy', 'Wijaya-de Ruiter'] },
  ghanaian: { given: ['Abena', 'Kwame'], family: ['Mensah', 'Owusu-van Beek'] }
} as const satisfies Record<string, Pool>

type Origin = keyof typeof POOLS

/** The mix of a staff of thirty; smaller ones take the first of it, after shuffling. */
const MIX: readonly [Origin, number][] = [
  ['dutch', 13],
  ['moroccan', 4],
  ['turkish', 3],
  ['surinamese', 3],
  ['frisian', 2],
  ['antillean', 2],
  ['polish', 1],
  ['indonesian', 1],
  ['ghanaian', 1]
]

export type Name = { givenName: string; infix: string; familyName: string }

const INFIXES = /^((?:van den|van der|van 't|op den|in 't|aan de|van|de|den|der|ter|ten|'t|el) )/

/** `van den Bosch` in its parts. */
export function splitFamily(family: string): Pick<Name, 'infix' | 'familyName'> {
  const infix = INFIXES.exec(family)?.[1] ?? ''
  return { infix: infix.trim(), familyName: family.slice(infix.length) }
}

/** Draws as many names as are asked for; nobody shares a call name before all of an origin were given out. */
export function namesFor(dice: Dice, count: number): Name[] {
  const decks = Object.fromEntries(
    Object.entries(POOLS).map(([origin, { given, family }]: [string, Pool]) => [
      origin,
      { given: deckOf(dice, given), family: deckOf(dice, family) }
    ])
  )
  const mix = dice.shuffle(MIX.flatMap(([origin, times]) => Array<Origin>(times).fill(origin)))
  return Array.from({ length: count }, (_, at) => {
    const { given, family } = decks[mix[at % mix.length]!]!
    return { givenName: given(), ...splitFamily(family()) }
  })
}

/** An address at a domain that can never receive mail (RFC 2606). */
export function addressOf({ givenName, infix, familyName }: Name, domain: string): string {
  const plain = (text: string) =>
    text
      .replaceAll('ı', 'i')
      .replaceAll('ł', 'l')
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
  return `${plain(givenName)}.${plain(infix + familyName)}@${domain}`
}
