import { goals, type Theme } from './theme.ts'

export const play: Theme = {
  years: ['infants'],
  goals: goals(
    [
      'Kinderen spelen langer en rijker in de hoeken',
      'minuten dat een groepje in dezelfde hoek blijft spelen',
      7,
      20,
      null,
      'Minder hoeken tegelijk open en zelf vijf minuten meespelen.',
      'De huishoek wel, de bouwhoek nog niet.'
    ],
    [
      'Alle kinderen gaan met een plan naar de hoek',
      'kinderen die vooraf vertellen wat ze gaan doen',
      6,
      20,
      24,
      'Het planbord met foto’s maakt dat ook de jongsten kiezen.',
      'Na de vakantie moesten we opnieuw beginnen.'
    ]
  ),
  actions: [
    'de huishoek ombouwen tot dokterspraktijk',
    'twee hoeken een week sluiten en kijken wat er gebeurt',
    'planbord maken met foto’s van de kinderen',
    'meespelen in de bouwhoek en nieuwe woorden toevoegen',
    'kosteloos materiaal vragen aan ouders',
    'spel filmen, vijf minuten, en er samen naar kijken',
    'zandtafel vullen en trechters zoeken'
  ],
  blockers: [
    'er was te weinig materiaal',
    'de hoek bleef dicht door de oudergesprekken',
    'we waren met één in plaats van twee'
  ],
  successes: [
    'In de dokterspraktijk werd een uur lang gespeeld en geschreven.',
    'De stilste van de groep was de dokter.',
    'Twee groepjes gingen uit zichzelf samen verder.'
  ],
  needs: ['verkleedkleren voor het ziekenhuis', 'een idee voor de bouwhoek bij het thema vervoer'],
  offers: ['een doos met verband en een echte stethoscoop', 'ik kan een ochtend meespelen']
}

export const families: Theme = {
  years: ['infants', 'lower', 'middle', 'upper'],
  goals: goals([
    'Ouders weten waar hun kind aan werkt',
    'ouders die het doel van deze maand kunnen noemen',
    5,
    16,
    20,
    'Eén zin bij de deur werkt beter dan een brief van een bladzijde.',
    'Wie zelf komt halen weet het, de anderen bereiken we nog niet.'
  ]),
  actions: [
    'een startgesprek voeren met ouders die nieuw zijn',
    'het doel van de maand op het raam hangen, met een foto',
    'inloopochtend voorbereiden: kinderen laten zien wat ze leren',
    'de nieuwsbrief inkorten tot vijf zinnen',
    'ouders met een andere thuistaal bellen in plaats van mailen'
  ],
  blockers: ['er kwamen maar drie ouders', 'het telefoonnummer klopte niet meer'],
  successes: [
    'De inloopochtend zat vol, ook met opa’s en oma’s.',
    'Een vader kwam uit zichzelf vertellen wat thuis werkt.'
  ],
  needs: ['iemand die kan tolken bij een gesprek op donderdag', 'meedenken over een lastig oudergesprek'],
  offers: ['ik kan tolken in het Turks', 'ik zit graag een keer bij een gesprek']
}

export const support: Theme = {
  years: ['support'],
  goals: goals(
    [
      'Elke groepsbespreking eindigt met één afspraak die we terugzien',
      'afspraken die na zes weken in de groep te zien zijn',
      3,
      10,
      12,
      'Minder kinderen bespreken en samen in de les gaan kijken.',
      'De afspraken zijn helder, het terugkijken schiet erin.'
    ],
    [
      'Een vraag van een collega krijgt binnen een week antwoord',
      'vragen die binnen een week zijn beantwoord',
      6,
      14,
      15,
      'Eén lijst op één plek, en elke woensdag vijf minuten verdelen.',
      'Vragen over materiaal gaan snel, vragen over gedrag niet.'
    ],
    [
      'Extra hulp gebeurt zo veel mogelijk in de klas',
      'uren hulp per week binnen de groep',
      6,
      14,
      18,
      'Samen voorbereiden met de leerkracht is het halve werk.',
      'Voor dyslexiebegeleiding blijft een rustige kamer nodig.'
    ],
    [
      'Kinderen bewegen elke dag, ook zonder gymles',
      'groepen die elke dag een beweegmoment hadden',
      4,
      12,
      14,
      'De beweegkaarten op de deur maakten het makkelijk.',
      'In de bovenbouw wordt het nog overgeslagen.'
    ]
  ),
  actions: [
    'het rooster van de groepsbesprekingen rondsturen',
    'bij twee groepen meekijken voordat we bespreken',
    'een lijst maken van wie een klas kan overnemen en wanneer',
    'beweegkaarten ophangen bij alle lokalen',
    'de orthotheek opruimen en weggooien wat niemand gebruikt',
    'overdracht met het kinderdagverblijf voorbereiden',
    'de verzuimlijst bijwerken en drie gezinnen bellen',
    'koffieapparaat laten nakijken en de sleutels labelen',
    'materiaal voor dyslexie uitproberen met twee kinderen',
    'het protocol voor medicijnen terugbrengen tot één bladzijde',
    'met de wijkverpleegkundige een inloopuur afspreken'
  ],
  blockers: [
    'de jeugdhulp belde nog niet terug',
    'er was inval nodig op die ochtend',
    'de agenda’s liepen niet gelijk'
  ],
  successes: [
    'Bij drie groepen zagen we de afspraak terug in de les.',
    'De lijst met wie kan overnemen is deze week vier keer gebruikt.',
    'Een kind dat steeds op de gang zat, doet weer mee in de kring.',
    'De orthotheek is leeg genoeg om iets te vinden.',
    'Op het plein speelden kleuters en groep 8 samen.'
  ],
  needs: [
    'een half uur met de leerkracht van groep 6',
    'iemand die de telefoon overneemt tijdens de lunch',
    'een rustige plek voor toetsen op vrijdag'
  ],
  offers: [
    'ik kan dinsdagochtend een klas overnemen',
    'ik kijk graag mee bij een groep die onrustig is',
    'het gymlokaal is woensdagmiddag vrij'
  ]
}

/** Said at any board, whatever it is about. */
export const BLOCKERS = [
  'geen vervanging',
  'ik was ziek',
  'mijn duo wist er nog niet van',
  'de studiedag kwam ertussen',
  'te druk met de rapporten',
  'de juiste persoon nog niet gesproken',
  'vergeten, ik zet het nu in mijn agenda',
  'het was meer werk dan gedacht'
] as const

export const SUCCESSES = [
  'Iedereen was deze week op tijd bij het bord.',
  'De overdracht tussen duo’s ging zonder één mailtje.',
  'Ik ben bij een collega binnengelopen en heb er meteen iets van overgenomen.',
  'De stagiair gaf haar eerste hele ochtend les.',
  'Een nieuw kind voelde zich na twee dagen thuis.',
  'Voor het eerst ging ik om half vijf naar huis met een lege tas.',
  'De invaller vond alles zonder te bellen.',
  'Een ouder bedankte ons voor de rust in het gesprek.',
  'We zijn twee acties kwijt die we al weken meesleepten.',
  'Samen voorbereid in twintig minuten, en het was een betere les.',
  'Een kind dat nooit iets zegt, deed de afsluiting.',
  'Drie collega’s keken deze week bij elkaar.',
  'De oudste kinderen hielpen uit zichzelf bij de jassen.',
  'Het rapportgesprek ging over wat het kind kan, niet over de cijfers.',
  'Ik durfde te zeggen dat mijn les mislukte, en kreeg er drie ideeën voor terug.',
  'De gymles viel uit en de groep bedacht zelf een spel.',
  'Onze sessie duurde veertien minuten.',
  'Een oud-leerling kwam vertellen hoe het op de brugklas gaat.',
  'Het digibord weigerde en niemand had het nodig.',
  'De kinderen zongen op de gang en de conciërge zong mee.'
] as const

export const NEEDS = [
  'iemand die morgen een kwartier mijn groep overneemt',
  'even stoom afblazen na een zware ochtend',
  'een rustig half uur om mijn rapporten af te maken',
  'hulp bij het digibord, het geluid valt weg',
  'iemand die met me meedenkt over mijn planning'
] as const

export const OFFERS = [
  'donderdagmiddag een uur over',
  'ik heb taart in de personeelskamer gezet',
  'ik kan pleinwacht overnemen',
  'ik neem graag het kopieerwerk mee',
  'een luisterend oor'
] as const

export const PARKED = [
  'wie regelt de versiering voor het winterfeest?',
  'de fietsenstalling is te klein',
  'afspraken over mobiele telefoons in de bovenbouw',
  'begroting voor nieuwe gymspullen',
  'moet de toets van het laatste blok nog?',
  'wie gaat er mee op schoolreis?',
  'de verwarming in het gangetje',
  'idee: een ochtend met alle units samen',
  'koffierooster',
  'de sleutel van het speellokaal is zoek',
  'wanneer plannen we de studiemiddag over lezen?',
  'afval scheiden op het plein'
] as const

export const ACTIONS = [
  'notulen van vorige week terugzetten in drie punten op het bord',
  'duo bijpraten over wat we vandaag hebben afgesproken',
  'ruilen met groep 3 zodat we de hal kunnen gebruiken',
  'een kwartier bij elkaar binnenlopen, zonder voorbereiding',
  'de intern begeleider vragen om mee te kijken op maandag',
  'foto’s maken van wat goed werkt en op het bord hangen',
  'aan de conciërge vragen of de kast verplaatst kan worden',
  'met de invaller doornemen hoe wij de dag starten',
  'twee kinderen interviewen over wat hen helpt',
  'uitproberen met één groep en volgende week vertellen hoe het ging',
  'de planning van de komende twee weken naast elkaar leggen',
  'bij de andere unit vragen hoe zij dit doen'
] as const
