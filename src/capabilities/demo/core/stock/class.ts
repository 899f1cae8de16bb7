import { goals, type Theme } from './theme.ts'

export const independence: Theme = {
  years: ['infants', 'lower', 'middle', 'upper'],
  goals: goals(
    [
      'Kinderen werken twintig minuten zelfstandig',
      'minuten tot de eerste hulpvraag aan de juf of meester',
      6,
      20,
      null,
      'Uitgestelde aandacht werkt als wij ons er zelf aan houden. Het blokje op tafel hielp.',
      'Bij rekenen lukt het, bij spelling nog niet.'
    ],
    [
      'Kinderen weten wat ze kunnen doen als ze vastlopen',
      'kinderen die twee dingen noemen voor ze hulp vragen',
      8,
      21,
      25,
      'De stappen hangen nu in elk lokaal op dezelfde plek, in dezelfde woorden.',
      'Ze kennen de stappen, maar slaan ze over als het moeilijk wordt.'
    ],
    [
      'De weektaak is op vrijdag af',
      'kinderen met een volledige weektaak',
      12,
      23,
      27,
      'Minder taken en een plan op maandag: dat was de hele oplossing.',
      'Voor een klein groepje blijft een dagtaak beter passen.'
    ]
  ),
  actions: [
    'de weektaak terugbrengen tot vijf taken',
    'een stappenkaart maken: kijk, denk, vraag je maatje',
    'het blokje met rood en groen een week proberen',
    'materialen zo neerzetten dat kinderen ze zelf pakken en opruimen',
    'looproute in het lokaal veranderen',
    'op maandag vijf minuten plannen met de hele groep',
    'nakijkboekjes op een vaste plek leggen',
    'maatjes wisselen en voordoen hoe je helpt zonder voor te zeggen',
    'een lijstje maken van wat je mag doen als je klaar bent'
  ],
  blockers: [
    'er waren te veel onderbrekingen die week',
    'we vergaten zelf het blokje te draaien',
    'de nakijkboekjes zijn nog niet gekopieerd'
  ],
  successes: [
    'Ik kon een kwartier ongestoord met mijn instructiegroepje werken.',
    'Kinderen hielpen elkaar zonder het antwoord te geven.',
    'De weektaak was bij bijna iedereen op donderdag al af.',
    'Opruimen duurt nog maar vier minuten.',
    'De invaller zei dat de groep zichzelf kon redden.'
  ],
  needs: [
    'voorbeelden van een weektaak voor een combinatiegroep',
    'tips voor kinderen die om elk antwoord komen vragen'
  ],
  offers: [
    'mijn stappenkaart, in kleur en in zwart-wit',
    'kom gerust kijken als mijn groep zelfstandig werkt, woensdag om elf uur'
  ]
}

export const calm: Theme = {
  years: ['infants', 'lower', 'middle', 'upper'],
  goals: goals(
    [
      'Na de pauze is iedereen binnen vijf minuten aan het werk',
      'minuten tot iedereen werkt',
      12,
      5,
      null,
      'Een vaste start op het bord, en zelf bij de deur staan.',
      'Op dagen met regen duurt het nog lang.'
    ],
    [
      'We noemen vaker wat goed gaat',
      'complimenten die een collega telt in tien minuten',
      4,
      12,
      null,
      'Het tellen zelf maakte ons bewust. Zeggen wat je ziet, werkt beter dan "goed zo".',
      'Aan het begin van de dag veel, na de middag weinig.'
    ],
    [
      'Op de gang lopen kinderen rustig',
      'keren per dag dat we iemand terugsturen',
      11,
      3,
      null,
      'Samen oefenen met de hele school in één week, en daarna volhouden.',
      'Bij ons loopt het; bij het wisselen voor gym nog niet.'
    ],
    [
      'Ruzies na de pauze lossen kinderen zelf op',
      'ruzies per week die in de klas moeten worden besproken',
      9,
      3,
      null,
      'Het praatbankje en de drie vaste zinnen worden echt gebruikt.',
      'Met hulp van een mediator gaat het, zonder nog niet altijd.'
    ]
  ),
  actions: [
    'een vaste startopdracht op het bord zetten vóór de pauze voorbij is',
    'elke dag bij de deur staan en iedereen bij naam groeten',
    'met alle groepen het lopen op de gang oefenen, deze week',
    'afspreken wie er op welke plek staat bij het buitenspelen',
    'drie zinnen voor ruzie oplossen op het plein schrijven',
    'elkaar tien minuten bezoeken en alleen complimenten tellen',
    'speelkist aanvullen met springtouwen en krijt',
    'de regels samen met kinderen herschrijven, maximaal vijf',
    'voetbalrooster maken met de oudste kinderen',
    'een rustige plek maken voor wie even weg wil'
  ],
  blockers: [
    'er was steeds inval, dus geen vaste aanpak',
    'het plein was half afgezet',
    'we hadden het niet samen afgesproken'
  ],
  successes: [
    'Het was na drie minuten stil en niemand hoefde iets te zeggen.',
    'Een ruzie over de bal was opgelost voordat ik erbij kwam.',
    'De gang was zo rustig dat er iemand kwam kijken of we er nog waren.',
    'Twee kinderen gaven elkaar een compliment in de kring.',
    'Het voetbalrooster is door de kinderen zelf gemaakt en iedereen houdt zich eraan.'
  ],
  needs: [
    'iemand die meekijkt bij het begin van de middag',
    'een idee voor de regenpauze',
    'iemand die meedenkt over een groepje dat elkaar uitdaagt'
  ],
  offers: [
    'ik sta donderdag graag een keer extra buiten',
    'mijn lijst met energizers van twee minuten',
    'de praatzinnen op grote kaarten'
  ]
}

export const feedback: Theme = {
  years: ['lower', 'middle', 'upper'],
  goals: goals(
    [
      'Kinderen weten na de les wat ze hebben geleerd',
      'kinderen die het lesdoel in eigen woorden zeggen',
      8,
      21,
      25,
      'Het doel alleen noemen helpt niet. Terugkomen aan het eind, met een opdrachtje, wel.',
      'Bij rekenen ja, bij wereldoriëntatie nog niet.'
    ],
    [
      'Kinderen geven elkaar een bruikbare tip',
      'tips waar het andere kind iets mee deed',
      3,
      14,
      20,
      'Voordoen met een tekst van onszelf maakte het veilig.',
      'De tips zijn lief, maar nog niet precies.'
    ],
    [
      'We kijken tijdens de les na, niet erna',
      'lessen waarin we bij elk kind één keer zijn langsgelopen',
      2,
      8,
      10,
      'Een vaste looproute en een potlood in de hand. De stapel is verdwenen.',
      'In de combinatiegroep lukt het om de dag.'
    ]
  ),
  actions: [
    'lesdoel in kindertaal op het bord en aan het eind erop terugkomen',
    'exit-ticket van één vraag maken voor drie lessen',
    'vaste looproute uitproberen tijdens het zelfstandig werken',
    'drie tip-zinnen oefenen met een tekst van de juf of meester',
    'de duim omhoog vervangen door wisbordjes',
    'een les samen voorbereiden en bij elkaar uitproberen',
    'een week lang geen cijfers zetten, alleen een vraag',
    'kinderen hun eigen werk laten vergelijken met twee voorbeelden'
  ],
  blockers: [
    'ik vergat de afsluiting doordat de bel ging',
    'de voorbeelden waren te moeilijk',
    'er was geen tijd om samen voor te bereiden'
  ],
  successes: [
    'Kinderen vroegen zelf wat het doel van de les was.',
    'Aan de exit-tickets zag ik dat ik het morgen anders moest doen.',
    'De tips gingen over het werk en niet over wie het had gemaakt.',
    'Ik hoefde na vieren niets meer na te kijken.'
  ],
  needs: ['iemand die meeschrijft welke feedback ik geef', 'voorbeelden van exit-tickets voor wereldoriëntatie'],
  offers: [
    'een map met exit-tickets',
    'ik kan een les filmen als je dat fijn vindt',
    'meekijken bij je les, dinsdag het eerste uur'
  ]
}

export const instruction: Theme = {
  years: ['lower', 'middle', 'upper'],
  goals: goals(
    [
      'Iedereen doet mee tijdens de uitleg',
      'kinderen die bij een controlevraag iets opschrijven of zeggen',
      9,
      23,
      26,
      'Beurten met stokjes, en eerst overleggen. Niemand kan meer wegduiken en niemand vindt dat erg.',
      'Bij korte uitleg wel, na tien minuten haken er een paar af.'
    ],
    [
      'De uitleg duurt niet langer dan een kwartier',
      'lessen van deze week met een uitleg binnen een kwartier',
      3,
      9,
      10,
      'Het doel kleiner maken hielp meer dan sneller praten.',
      'Nieuwe onderwerpen vragen soms gewoon meer tijd.'
    ]
  ),
  actions: [
    'beurtenstokjes maken en een week gebruiken bij elke uitleg',
    'drie controlevragen per les vooraf opschrijven',
    'bij een collega turven wie er beurten krijgt',
    'een uitleg opknippen in twee keer zeven minuten',
    'samen de les van woensdag voorbereiden, van doel naar vraag',
    'wisbordjes en stiften per tafelgroep klaarzetten'
  ],
  blockers: ['de stiften waren op', 'te veel doelen in één les', 'geen vervanging om bij elkaar te kijken'],
  successes: [
    'Ik hoorde kinderen die ik anders nooit hoor.',
    'De uitleg was in twaalf minuten klaar en ze konden aan de slag.',
    'Uit de controlevraag bleek dat ze het al konden, dus ik heb een stap overgeslagen.'
  ],
  needs: ['vervanging van een kwartier om bij een collega te kijken', 'iemand die mijn beurten turft'],
  offers: ['beurtenstokjes voor iedereen die wil', 'ik neem graag een kwartier je groep over']
}

export const ownership: Theme = {
  years: ['upper', 'middle'],
  goals: goals(
    [
      'Elk kind heeft een eigen leerdoel en werkt eraan',
      'kinderen die hun doel weten en laten zien',
      7,
      22,
      25,
      'Een kort gesprekje elke twee weken houdt het levend. Zonder gesprek verdwijnt het in de map.',
      'De doelen zijn vaak te groot. We oefenen met doelen voor één week.'
    ],
    [
      'Kinderen vertellen zelf over hun werk in het gesprek met ouders',
      'gesprekken waarin het kind begint',
      5,
      20,
      26,
      'Oefenen in tweetallen nam de zenuwen weg. Ouders waren onder de indruk.',
      'De helft durfde het aan. In het voorjaar weer.'
    ]
  ),
  actions: [
    'kindgesprekken inplannen, drie per dag',
    'een blad maken met doel, plan en bewijs',
    'de groep laten bedenken hoe je ziet dat je iets kunt',
    'oefengesprekken in tweetallen houden',
    'een doelenmuur maken die de kinderen zelf bijhouden',
    'aan vier kinderen vragen wat een les goed maakt'
  ],
  blockers: [
    'er bleef geen tijd over voor gesprekken',
    'de doelen stonden nog niet op papier',
    'twee dagen zonder vaste leerkracht'
  ],
  successes: [
    'Een kind legde zijn moeder uit wat hij nog niet kon en wat zijn plan was.',
    'De vier kinderen die we vroegen, wilden vooral minder lang luisteren.',
    'De doelenmuur wordt zonder mij bijgewerkt.'
  ],
  needs: ['een uur zonder groep om gesprekken te voeren', 'goede vragen voor een kindgesprek van vijf minuten'],
  offers: ['mijn gespreksblad', 'ik kan vrijdag een uur een groep overnemen']
}
