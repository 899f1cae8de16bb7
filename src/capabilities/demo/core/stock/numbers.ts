import { goals, type Theme } from './theme.ts'

export const arithmetic: Theme = {
  years: ['lower', 'middle', 'upper'],
  goals: goals(
    [
      'Kinderen leggen uit hoe ze aan hun antwoord komen',
      'kinderen die een rekenstap in eigen woorden vertellen',
      7,
      19,
      24,
      'De vraag "hoe zou je dit aan iemand uitleggen?" doet meer dan "waarom?".',
      'Met materiaal lukt het, op papier nog niet.'
    ],
    [
      'De tafels van 1 tot en met 10 zitten erin',
      'kinderen met alle tafels binnen de tijd',
      9,
      22,
      25,
      'Elke dag drie minuten in tweetallen, en elke vrijdag je eigen grafiekje bijwerken.',
      'De tafels van 7 en 8 blijven hangen. We oefenen die apart.'
    ],
    [
      'Kinderen kiezen zelf een strategie bij een verhaalsom',
      'kinderen die eerst een tekening of schema maken',
      4,
      18,
      26,
      'Een week lang alleen tekenen, zonder uitrekenen, maakte het verschil.',
      'Zodra er tijdsdruk is, gaan ze meteen rekenen.'
    ],
    [
      'Minder fouten bij rekenen over het tiental',
      'fouten in het blokje van tien sommen, gemiddeld',
      6,
      2,
      null,
      'Terug naar de getallenlijn, ook voor kinderen die dachten dat ze die niet nodig hadden.',
      'Bij plussen wel, bij aftrekken nog niet.'
    ]
  ),
  actions: [
    'elke rekenles beginnen met vijf minuten sommen op wisbordjes',
    'verhaalsommen zonder getallen maken: eerst vertellen wat er gebeurt',
    'rekenrekjes en getallenlijnen per lokaal tellen en aanvullen',
    'foutenanalyse van de bloktoets doen met drie leerlingen tegelijk',
    'de extra instructie verplaatsen naar het begin van de les',
    'rekenspellen in de gangkast sorteren op doel',
    'een groepje van vier plannen voor deelsommen met materiaal',
    'bij elkaar kijken hoe je een rekenstap laat verwoorden',
    'een poster maken met drie manieren om over het tiental te gaan',
    'breukenstroken snijden voor alle groepen',
    'automatiseren in de rij voor de deur: elke dag dezelfde tafel'
  ],
  blockers: [
    'het materiaal lag nog bij een andere groep',
    'er was die dag geen tijd voor verlengde instructie',
    'de bloktoets was later dan gepland',
    'het groepje was te groot'
  ],
  successes: [
    'Kinderen pakten uit zichzelf de getallenlijn.',
    'De verhaalsommen zonder getallen leverden een prachtig gesprek op.',
    'Op de wisbordjes zag ik in één blik wie het nog niet had.',
    'De bloktoets ging bij alle groepen beter dan die van vorige keer.',
    'Iemand legde een breuk uit met een pizza en iedereen snapte het.',
    'Het tafelgrafiekje wordt zonder mopperen bijgewerkt.'
  ],
  needs: [
    'ideeën voor rekenen met bewegen',
    'een manier om de snelle rekenaars niet steeds meer van hetzelfde te geven',
    'iemand die een les observeert: wie is er aan het woord?'
  ],
  offers: [
    'een set rekenspellen voor groep 5',
    'ik doe graag voor hoe je met wisbordjes werkt',
    'foutenanalyse samen doen, dinsdag na vieren'
  ]
}

export const earlyNumbers: Theme = {
  years: ['infants'],
  goals: goals(
    [
      'Kinderen tellen voorwerpen tot tien met één tik per voorwerp',
      'kinderen die tot tien goed tellen in de hoek',
      9,
      20,
      22,
      'Tellen bij het fruit en bij de jassen: elke dag, bij echte dingen.',
      'Tot zes gaat het bij bijna iedereen. Daarna raken ze de tel kwijt.'
    ],
    [
      'Kinderen vergelijken uit zichzelf: meer, minder, evenveel',
      'keren dat we het in een kwartier spontaan horen',
      3,
      12,
      null,
      'De weegschaal in de winkel bracht de woorden vanzelf.',
      'In de kring wel, bij het spelen nog weinig.'
    ]
  ),
  actions: [
    'telmateriaal bij de winkel zetten en de kassa maken',
    'elke dag drie telmomenten kiezen die er toch al zijn',
    'dobbelstenen met stippen tot zes in de spelletjeskast leggen',
    'een getallenrij op ooghoogte op het plein krijten',
    'observatielijstje maken dat op één blaadje past',
    'ouders een telspel voor onderweg meegeven'
  ],
  blockers: [
    'we kwamen niet aan observeren toe',
    'het regende, dus niet naar buiten',
    'de hoek was nog van het vorige thema'
  ],
  successes: [
    'Bij het fruit telden ze zonder dat ik iets vroeg.',
    'De winkel was leeg verkocht en daarna eerlijk verdeeld.',
    'Buiten sprongen ze de getallenrij heen én terug.'
  ],
  needs: ['een spel voor kinderen die al ver voorbij tien tellen', 'iemand die tien minuten bij de winkel observeert'],
  offers: ['een bak vol kastanjes en eierdozen', 'mijn observatieblaadje']
}
