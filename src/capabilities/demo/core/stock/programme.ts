/** What a team decides, notices and agrees on in a start programme; and what a coach saw. Ours, in Dutch. */

export const WHY =
  'We werken hard, maar vooral ieder in de eigen klas. We willen elkaars lessen zien en samen kiezen wat onze leerlingen nu nodig hebben.'

export const HOW =
  'Elke dinsdag om kwart over drie met het startteam. De schoolleider regelt wie een klas overneemt. Na acht weken beslissen we welke unit begint.'

export const AGREED =
  'We houden het bord klein: hooguit drie doelen. Bezoeken plannen we aan het eind van de sessie, anders komt het er niet van. Unit 5-6 begint als eerste, en Unit 3-4 kijkt alvast een keer mee.'

export const NOTICED: readonly string[] = [
  'Een kwartier is echt genoeg als we blijven staan.',
  'Het ging meteen over de les, niet over het rooster.',
  'We waren de roosterwissel weer aan het bespreken. Die had in de nieuwsflits gekund.',
  'Twee collega’s zeiden niets. Volgende keer beginnen we bij hen.',
  'Elkaars acties teruglezen werkt: bijna alles was gedaan.',
  'Het doel was te groot. Met ‘de helft van de groep kan het uitleggen’ konden we wel iets.',
  'Spannend om iemand achter in de klas te hebben, en na vijf minuten was ik het vergeten.',
  'In het nagesprek ging het over leerlingen en niet over mij. Dat was fijn.',
  'We hadden te weinig tijd voor het nagesprek.',
  'Samen een les maken duurde lang, maar ik gaf hem met meer plezier.',
  'De leerlingen wisten heel goed waar ze afhaakten.',
  'Een leerling zei dat hij nooit weet wanneer iets af is. Daar doen we wat mee.',
  'De schoolleider luisterde vooral. Dat gaf rust.',
  'Zonder vervanging was het bezoek niet doorgegaan.',
  'Ik vond het lastig om ‘nog niet gelukt’ te zeggen, en niemand keek ervan op.'
]

export const DEEPER: readonly string[] = [
  'een vraag stellen in plaats van een tip geven',
  'een doel zo opschrijven dat je het kunt zien',
  'het nagesprek in tien minuten',
  'wat te doen als de sessie uitloopt',
  'leerlingen vragen naar de les, zonder dat het over de juf gaat',
  'kiezen wat er niet op het bord komt'
]

/** By the questions of the form; the signs by their ids. */
export const SEEN = {
  answers: {
    present: 'Zes leraren en de schoolleider. Eén collega deed mee vanaf huis.',
    subject:
      'Begrijpend lezen: hoe weet je dat een groep de tekst snapt? Tien van de vijftien minuten gingen over de les.',
    course: 'Vlot tot bij de nieuwe acties. Daar bleven jullie hangen op wie wat kopieert.',
    teachers: 'Drie mensen vroegen door op wat er al geprobeerd was. Twee zeiden nog niets.',
    together: 'De les van donderdag wordt door drie mensen voorbereid, en twee gaan bij elkaar kijken.',
    else: 'Jullie lachen veel. Het bord hing op een plek waar niemand zijn tas hoefde weg te zetten.'
  },
  indicators: ['present', 'own-goals', 'asks-needs', 'visit-schedule']
}
