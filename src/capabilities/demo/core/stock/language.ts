import { goals, type Theme } from './theme.ts'

export const comprehension: Theme = {
  years: ['middle', 'upper', 'lower'],
  goals: goals(
    [
      'Kinderen stellen zelf vragen bij een tekst',
      'kinderen die twee eigen vragen bij de tekst opschrijven',
      8,
      20,
      24,
      'Voordoen werkte pas toen we hardop dachten bij een moeilijke alinea. De vragenkaart bleef als steuntje liggen.',
      'Bij zaakvakteksten lukt het, bij verhalen nog niet. We nemen het mee naar volgend blok.'
    ],
    [
      'Kinderen vatten een alinea in één zin samen',
      'goede samenvattingen op het exit-ticket',
      6,
      18,
      25,
      'Eerst samen schrappen, dan pas schrijven. De sterke lezers hielpen door hun zin op het bord te zetten.',
      'De zinnen werden korter, maar de kern ontbrak vaak. Meer oefenen met hoofdzaak en bijzaak.'
    ],
    [
      'Kinderen leggen verbanden met signaalwoorden',
      'signaalwoorden die ze goed gebruiken in de toetstekst',
      4,
      9,
      10,
      'Het hielp dat alle groepen dezelfde woorden aan de muur hadden.',
      'Herkennen gaat goed, zelf gebruiken nog niet.'
    ],
    [
      'In elke les begrijpend lezen praten kinderen over de tekst',
      'lessen met een tweetalgesprek over de tekst',
      2,
      8,
      8,
      'Een vaste maat scheelt tijd. Na drie weken ging het zonder uitleg.',
      'In combinatielessen schoot het gesprek er vaak bij in.'
    ]
  ),
  actions: [
    'hardop denken bij de tekst van donderdag en dat laten filmen door een collega',
    'vragenkaart maken met vier vaste vraagwoorden',
    'zes korte teksten zoeken die passen bij het thema water',
    'exit-ticket proberen: één zin over de hoofdgedachte',
    'bij elkaar een les begrijpend lezen bekijken, kwartiertje',
    'signaalwoordenmuur ophangen in alle vier de lokalen',
    'teksten van de methode inkorten voor de kinderen die langzaam lezen',
    'leesmaatjes indelen en één keer voordoen hoe je overlegt',
    'uitzoeken welke jeugdkranten we gratis krijgen',
    'de samenvattingen van deze week naast elkaar leggen en er drie bespreken',
    'een filmpje kiezen om voorkennis op te halen'
  ],
  blockers: [
    'de tekst was te lang voor één les',
    'de helft van de groep had de tekst thuis laten liggen',
    'de toetsweek kwam ertussen',
    'het nieuwe pakket was nog niet binnen'
  ],
  successes: [
    'Kinderen begonnen zelf te discussiëren over het einde van de tekst.',
    'Iemand die anders nooit iets zegt, stelde de beste vraag van de les.',
    'Het exit-ticket kostte nog maar drie minuten.',
    'In de geschiedenisles hoorde ik de signaalwoorden terug.',
    'De samenvattingen passen nu echt in één zin.',
    'Een ouder vertelde dat er thuis ineens over het nieuws wordt gepraat.'
  ],
  needs: [
    'een korte tekst voor kinderen die net Nederlands leren',
    'iemand die meekijkt of ik te veel voorzeg',
    'een idee om de snelle lezers bij de tekst te houden'
  ],
  offers: [
    'een map met twintig nieuwsteksten, op niveau gesorteerd',
    'ik kan laten zien hoe ik hardop denk',
    'mijn vragenkaarten, ze zijn al geplastificeerd'
  ]
}

export const vocabulary: Theme = {
  years: ['infants', 'lower', 'middle', 'upper'],
  goals: goals(
    [
      'Kinderen gebruiken de themawoorden uit zichzelf',
      'themawoorden die we in een kwartier terughoren',
      5,
      15,
      20,
      'Elke dag drie woorden, en die drie de hele dag laten terugkomen. Meer woorden is niet beter.',
      'In de kring horen we ze, in de hoeken nog niet.'
    ],
    [
      'Elk kind kent de twaalf woorden van het blok',
      'kinderen met tien of meer goed bij de woordcheck',
      9,
      22,
      26,
      'De plaatjes op ooghoogte deden meer dan het werkblad.',
      'De kinderen die later instroomden hebben een eigen rondje nodig.'
    ],
    [
      'We leggen een nieuw woord altijd op drie manieren uit',
      'uitgelegde woorden met plaatje, zin en gebaar',
      3,
      12,
      12,
      'Samen voorbereiden op maandag kost tien minuten en scheelt de rest van de week.',
      'Het gebaar vergeten we nog bij abstracte woorden.'
    ]
  ),
  actions: [
    'woordmuur opruimen: alleen de woorden van dit thema laten hangen',
    'themawoorden met pictogrammen op een blad voor ouders zetten',
    'de woordcheck in tweetallen proberen in plaats van op papier',
    'voorleesboek kiezen waar minstens zes themawoorden in staan',
    'gebaren afspreken bij de moeilijkste vijf woorden',
    'een ouder vragen om in de thuistaal voor te lezen',
    'woordenlijst van blok 3 terugbrengen tot twaalf',
    'spreekbeurtkaart maken met begin-, midden- en eindzinnen',
    'praatplaat van de bouwplaats lenen bij de bibliotheek'
  ],
  blockers: [
    'de praatplaten zijn nog bij een andere groep',
    'we kwamen niet aan de herhaling toe',
    'de laminator is stuk'
  ],
  successes: [
    'In de bouwhoek riep iemand dat de fundering scheef stond.',
    'De woordcheck ging beter dan bij het vorige thema, ook bij de kinderen die hier pas zijn.',
    'Ouders namen uit zichzelf woorden in hun eigen taal mee.',
    'Kinderen verbeteren mij nu als ik het themawoord vergeet.',
    'De praatplaat werd een gesprek van twintig minuten.'
  ],
  needs: [
    'een prentenboek over verhuizen',
    'tips voor kinderen die wel begrijpen maar nog niet praten',
    'iemand die Pools of Arabisch kan meelezen met mijn ouderbrief'
  ],
  offers: [
    'mijn pictogrammen van thema herfst',
    'ik lees graag een keer voor in een andere groep',
    'een doos vol vertelplaten'
  ]
}

export const fluency: Theme = {
  years: ['lower', 'middle'],
  goals: goals(
    [
      'Elke groep leest elke dag twintig minuten',
      'dagen per week waarop het is gelukt',
      2,
      5,
      5,
      'Direct na de pauze lezen brengt rust en niemand vergeet het meer.',
      'Op de gymdag lukt het nog niet; we zoeken een ander moment.'
    ],
    [
      'Kinderen lezen een tekst vloeiend voor na drie keer oefenen',
      'kinderen die de derde keer zonder haperen lezen',
      7,
      18,
      23,
      'Het koorlezen maakte het veilig. Daarna durfde bijna iedereen alleen.',
      'De tekst moet korter voor een deel van de groep.'
    ],
    [
      'Kinderen kiezen een boek dat bij hen past',
      'kinderen die hun boek na een week nog lezen',
      11,
      24,
      27,
      'De boekenproeverij op vrijdag werkt; kinderen geven elkaar tips.',
      'Vooral de strips worden gekozen. Dat is een begin.'
    ]
  ),
  actions: [
    'leeshoek opnieuw indelen met de boeken naar voren',
    'boekenproeverij voorbereiden met tien boeken uit de bibliotheek',
    'leesrooster maken zodat er altijd iemand kan meelezen',
    'koorlezen voordoen in de andere groep 4',
    'kapotte boeken uit de kast halen en een bestellijst maken',
    'tutorlezen starten met de oudere kinderen, eerst met zes tweetallen',
    'een timer op het digibord zetten voor het stillezen',
    'de bibliotheek vragen om een kist met informatieve boeken',
    'afspreken wat kinderen doen die hun boek uit hebben'
  ],
  blockers: [
    'de boekenkist kwam een week later',
    'er was steeds iets na de pauze',
    'te weinig boeken op het laagste niveau'
  ],
  successes: [
    'Het was twintig minuten stil en niemand vroeg of het al klaar was.',
    'Een kind dat niet van lezen houdt, heeft nu deel twee gehaald.',
    'Tutorlezen loopt: de groten zijn trotser dan de kleintjes.',
    'Na het koorlezen wilden er vijf alleen voorlezen.',
    'De leeshoek zit elke middag vol.'
  ],
  needs: [
    'boeken over voetbal op een makkelijk niveau',
    'een half uur om leesgesprekjes te voeren',
    'hulp bij het uitzoeken van de boekenkast'
  ],
  offers: [
    'ik kan vrijdagmiddag een groepje laten lezen',
    'een lijst met boeken die bij mij altijd werken',
    'twee kratten boeken van thuis'
  ]
}

export const writing: Theme = {
  years: ['upper', 'middle'],
  goals: goals(
    [
      'Kinderen herschrijven hun tekst na feedback',
      'teksten met een zichtbare tweede versie',
      6,
      21,
      24,
      'Eerst één ding laten verbeteren. Met drie punten tegelijk gebeurde er niets.',
      'Ze verbeteren de spelling, de inhoud blijft nog staan.'
    ],
    [
      'Elke week schrijft elk kind een halve bladzijde',
      'kinderen die het deze week af hadden',
      10,
      23,
      26,
      'Vrij schrijven zonder nakijken op dinsdag haalde de drempel weg.',
      'De halve bladzijde is voor sommigen nog te veel; een goede alinea telt ook.'
    ]
  ),
  actions: [
    'schrijfles bij elkaar leggen en één doel per les kiezen',
    'vier voorbeeldteksten zoeken, twee goede en twee die beter kunnen',
    'schrijfhoekje maken met vragen voor wie vastloopt',
    'kinderen hun mooiste zin op de gang laten hangen',
    'feedbackzinnen verzamelen: wat zie ik, wat vraag ik me af, een tip',
    'één tekst per kind bewaren in de map voor het gesprek',
    'een brief aan de wethouder schrijven over het speelplein'
  ],
  blockers: ['nakijken kostte te veel tijd', 'de laptops waren bezet', 'de les liep uit en het herschrijven viel weg'],
  successes: [
    'De brief aan de wethouder is beantwoord en hangt in de gang.',
    'Kinderen vroegen of ze hun tekst nog een keer mochten verbeteren.',
    'De feedback ging deze week over de inhoud en niet over komma’s.',
    'Iemand schreef voor het eerst meer dan vijf regels.'
  ],
  needs: ['een snelle manier om teksten te bekijken zonder alles na te kijken', 'voorbeelden van goede verslagen'],
  offers: ['mijn kijkwijzer voor kinderen, past op een half blaadje', 'ik lees graag een stapeltje teksten mee']
}
