/** What leaves a session, what comes back, and what units say to each other. Dutch, since it stands on a Dutch board. */

/** Organisational, said in a session and put in the bulletin by the unit. */
export const NOTICES = [
  'De schoolfotograaf begint dinsdag bij de kleuters; het rooster hangt bij de koffie.',
  'De grote laminator doet het weer.',
  'Wie heeft de koffer met proefjes? Graag terug in de gangkast.',
  'Donderdag is de gymzaal dicht voor de keuring van de toestellen.',
  'Het hek aan de achterkant gaat voortaan om 14.15 uur dicht.',
  'De bibliotheekbus komt vanaf nu op maandag.',
  'Er hangen elf jassen bij de gevonden spullen.',
  'Kopieerpapier komt woensdag. Tot dan zuinig aan, graag.',
  'De inzameling van lege batterijen is begonnen; de doos staat in de hal.',
  'Luizencontrole is dinsdag. De ouders weten ervan.',
  'Het digibord in het speellokaal is gerepareerd.',
  'De leesmoeders en -vaders beginnen weer, elke vrijdag tot de pauze.'
] as const

/** What the leader puts in the bulletin himself or herself: to know, or what a school is spared. */
export const FROM_LEADER: readonly { text: string; kind: 'inform' | 'shield' }[] = [
  { text: 'Ontruimingsoefening: volgende week, onaangekondigd. Voorbereiden hoeft niet.', kind: 'inform' },
  { text: 'De vragenlijst van de uitgever heb ik voor ons allemaal afgezegd.', kind: 'shield' },
  { text: 'De vloer van de hal wordt in de vakantie geschuurd. Zet vrijdag alles van de grond.', kind: 'inform' },
  {
    text: 'De gemeente wil cijfers over het buitenspelen. Die lever ik aan; jullie hoeven niets te tellen.',
    kind: 'shield'
  },
  { text: 'Er is een invaller gevonden tot de vakantie, voor de dinsdag en de donderdag.', kind: 'inform' },
  {
    text: 'Het nieuwe formulier van het samenwerkingsverband vul ik samen met de intern begeleider in.',
    kind: 'shield'
  }
]

/** What the leader has told in the sessions: once it was, once it will be. */
export const TOLD = {
  before:
    'De formatie voor volgend jaar: iedereen houdt zijn uren. Wie graag een andere groep wil, kan me dat deze maand vertellen.',
  coming:
    'Twee collega’s van een andere school willen een keer bij een bordsessie komen kijken. Mag dat bij jullie, en wanneer komt het uit?'
}

/** What a team asks of somebody, and what comes back. */
export type Question = { text: string; answer: string; isDeclined?: boolean }

export const ASKED_OF_LEADER: readonly Question[] = [
  {
    text: 'Kunnen we een ochtend vervanging krijgen om bij elkaar in de les te kijken?',
    answer: 'Ja. Over twee weken is er op donderdagochtend iemand. Zetten jullie zelf de namen op de lijst?'
  },
  {
    text: 'Mag het overleg op dinsdag om de week vervallen, zodat we samen lessen kunnen voorbereiden?',
    answer: 'Goed plan. We proberen het tot de vakantie en kijken dan wat het oplevert.'
  },
  {
    text: 'Is er geld om de rekenrekjes aan te vullen?',
    answer: 'Ja, bestel ze maar bij de administratie.'
  },
  {
    text: 'Wie belt de gemeente over het losse hek op het plein?',
    answer: 'Dat heb ik gedaan. Ze komen maandag kijken.'
  },
  {
    text: 'Kan de studieochtend over lezen gaan in plaats van over het nieuwe rapport?',
    answer: 'Dat kan. Willen twee van jullie de ochtend met mij voorbereiden?'
  },
  {
    text: 'Mogen de oudergesprekken een week later?',
    answer: 'Dit keer niet: de uitnodigingen zijn al weg. In het voorjaar plannen we ze samen.',
    isDeclined: true
  },
  {
    text: 'Kunnen we een tweede laptopkar lenen voor de schrijflessen?',
    answer: 'Er is er geen over. Vraag het eens aan de andere units: misschien valt er te ruilen.',
    isDeclined: true
  },
  {
    text: 'Kom je een keer bij onze sessie kijken? We blijven hangen op acties die niet lukken.',
    answer: 'Graag. Ik kom volgende week en ik luister vooral.'
  },
  {
    text: 'Wil je met ons meedenken over een gesprek met ouders dat steeds vastloopt?',
    answer: 'Ja. Loop donderdag na vieren even binnen, dan nemen we de tijd.'
  }
]

/** What waits for whoever looks at this school as its leader: of each unit another one. */
export const STILL_ASKED: readonly Question[] = [
  {
    text: 'Mag de personeelsvergadering van volgende week om half vier beginnen? Dan kan onze sessie doorgaan.',
    answer: ''
  },
  { text: 'Wie kan een ochtend een groep overnemen, zodat we bij een andere unit kunnen kijken?', answer: '' },
  { text: 'De speelzaal is dubbel geboekt op donderdag. Wil jij knopen doorhakken?', answer: '' },
  { text: 'Kunnen we in de projectweek de groepen door elkaar laten werken?', answer: '' },
  { text: 'Mag een van ons naar de studiedag over meertaligheid? Er is nog één plek.', answer: '' }
].map((question) => ({ ...question, isDeclined: false }))

/** The same, of a colleague with this function. */
export const ASKED_OF: Readonly<Record<string, readonly Question[]>> = {
  'Intern begeleider': [
    { text: 'Kun je een keer meekijken bij de start van de middag?', answer: 'Ja, ik ben er maandag na de pauze.' },
    {
      text: 'Heb jij een kortere vorm voor het groepsplan?',
      answer: 'Eén bladzijde, met drie vragen. Ik leg hem in jullie map.'
    },
    {
      text: 'Wil je met ons kijken welke kinderen de extra instructie nog nodig hebben?',
      answer: 'Woensdag tussen de middag kan ik. Nemen jullie het werk van de kinderen mee?'
    }
  ],
  Conciërge: [
    { text: 'Kan de kast in de gang een meter opschuiven?', answer: 'Staat er. De sleutel ligt bij mij.' },
    { text: 'De zandbak is leeg. Is er nieuw zand te bestellen?', answer: 'Besteld, het komt donderdag.' },
    { text: 'Wil je de stopcontacten bij het digibord nakijken?', answer: 'Nagekeken. Het lag aan de verdeeldoos.' }
  ],
  'Remedial teacher': [
    {
      text: 'Mogen wij een keer meekijken hoe jij hardop laat denken bij het lezen?',
      answer: 'Dinsdag om half elf. Kom met zijn tweeën, dan kunnen jullie het daarna bespreken.'
    }
  ]
}

/** What somebody of another unit says to what went well, and to a goal. */
export const SAID = {
  success: {
    nice: [
      '',
      '',
      '',
      'Wat een mooi moment.',
      'Hier word ik vrolijk van.',
      'Dit vertel ik morgen door.',
      'Dat is jullie gegund.',
      'Mooi om te lezen aan het eind van de dag.'
    ],
    touches: ['Dat had ik hier ook graag gezien.', 'Daar zijn wij ook mee bezig.'],
    join: [
      'Hoe hebben jullie dit aangepakt? Ik kom graag een keer kijken.',
      'Mag ik een keer meekijken? Op woensdag kan ik.',
      'Zou je dit een keer willen vertellen bij ons bord?'
    ]
  },
  goal: {
    nice: ['', 'Mooi klein gehouden.', 'Ik ben benieuwd hoe dit loopt.'],
    touches: [
      'Bij ons is dit ook een vraag.',
      'Wij werken aan bijna hetzelfde. Zullen we onze cijfers naast elkaar leggen?',
      'Herkenbaar. Wij zijn er nog niet uit.',
      'Wij hadden dit doel vorig jaar. Ik vertel graag wat ons hielp.'
    ],
    join: [
      'Wij willen graag meedoen met de volgende stap.',
      'Zullen we het materiaal delen?',
      'Ik zou dit graag in mijn groep uitproberen. Mag ik jullie aanpak zien?'
    ]
  }
} as const

/** What a unit writes back, or says with an invitation. */
export const REPLIES = {
  'write-back': [
    'Dank je! Volgende maand vertellen we hoe het verder ging.',
    'Fijn om te horen. Het voorbeeld ligt in de gangkast.',
    'Leuk dat je het zegt. Wat werkt er bij jullie?'
  ],
  invite: ['Kom dinsdag na vieren even bij ons bord staan.', 'Loop gerust binnen, de deur staat open.', '']
} as const

/** What somebody who is not there wants to say to the session. */
export const VOICES = [
  'Ik werk vandaag niet. Wat jullie afspreken over de overgang na de pauze neem ik donderdag over.',
  'Bij mij ging het deze week beter dan ik dacht. Ik vertel het graag de volgende keer.',
  'Kunnen jullie ook naar de regenpauze kijken? Daar had ik last van.',
  'Ik doe graag mee met een van de nieuwe acties, zet mij er maar bij.',
  'Mijn duo weet hoe ver we zijn met het doel.',
  'Laten we het klein houden: één ding tot volgende week.'
] as const

/** One word about a session. */
export const WORDS = [
  'helder',
  'kort',
  'vrolijk',
  'nuttig',
  'druk',
  'energie',
  'concreet',
  'rustig',
  'eerlijk',
  'te lang'
] as const
