/** What can be seen in a lesson, so that a wish and an open lesson can find each other. Their words are texts. */
export const FOCI = [
  'start',
  'instruction',
  'checking',
  'questions',
  'feedback',
  'differentiation',
  'cooperation',
  'order',
  'language',
  'ownership'
] as const
export type Focus = (typeof FOCI)[number]

export const isFocus = (value: unknown): value is Focus => (FOCI as readonly unknown[]).includes(value)
