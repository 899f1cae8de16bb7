import type { Focus } from '#lesson-visits'

/** What teachers want to see of each other, and what they want to learn by it. */
export const VISIT_QUESTIONS: readonly { focus: Focus; question: string }[] = [
  { focus: 'start', question: 'Hoe krijg je binnen twee minuten iedereen aan het werk?' },
  { focus: 'instruction', question: 'Hoe kort is jouw uitleg, en hoe weet je dat het genoeg is?' },
  { focus: 'checking', question: 'Hoe zie je tijdens de les wie het nog niet snapt?' },
  { focus: 'questions', question: 'Hoe lang wacht je na een vraag, en wat gebeurt er dan?' },
  { focus: 'feedback', question: 'Wat zeg je tegen een kind dat snel klaar is?' },
  { focus: 'differentiation', question: 'Hoe help je een groepje terwijl de rest doorwerkt?' },
  { focus: 'cooperation', question: 'Hoe verdeel je de rollen, zodat niet één kind alles doet?' },
  { focus: 'order', question: 'Hoe gaat bij jou de wissel van rekenen naar taal?' },
  { focus: 'language', question: 'Hoe laat je kinderen in hele zinnen antwoorden?' },
  { focus: 'ownership', question: 'Hoe kiezen kinderen bij jou hun eigen doel?' }
]

/** "Come and look at mine". */
export const VISIT_INVITATION = 'Ik probeer wisbordjes bij rekenen. Zie jij wie er niet meedoet?'
