/** How somebody is doing, as chosen at the check-in. */
export const MOODS = ['great', 'good', 'okay', 'tired', 'heavy'] as const
export type Mood = (typeof MOODS)[number]

interface Features {
  eyes: string
  nose: string
  mouth: string
}

/**
 * Faces without a head, on 48 x 48, so that the features are as large as they can be. The five differ in eyes and in
 * mouth: either is enough to tell them apart.
 */
export const LARGE: Record<Mood, Features> = {
  great: {
    eyes: 'M10.5 13.5q5-7.5 10 0M27.5 13.5q5-7.5 10 0',
    nose: 'M25.5 18.5q-1.2 4-3.6 6.6 2 1.7 4.4.6',
    mouth: 'M8.5 30q15.5 3.5 31 0-2 13.5-15.5 13.5T8.5 30z'
  },
  good: {
    eyes: 'M15.5 7.5l-.4 8.5M32.5 7.5l.4 8.5',
    nose: 'M25.5 16.5q-1.2 5-3.6 8.3 2 1.7 4.4.6',
    mouth: 'M8 30.5q5.5 10.5 16 10.5t16-10.5'
  },
  okay: {
    eyes: 'M15.5 9.5l-.3 8.5M32.5 9.5l.3 8.5',
    nose: 'M25.5 18q-1.2 5-3.6 8.3 2 1.7 4.4.6',
    mouth: 'M10 37.5q14-1.8 28 0'
  },
  tired: {
    eyes: 'M9 13q5.8 6.5 11.6 0M27.4 13q5.8 6.5 11.6 0',
    nose: 'M25.5 20q-1.2 4-3.6 6.6 2 1.7 4.4.6',
    mouth: 'M18.8 38.3q.7-5.3 5.3-5.3t5.1 5.3q-.6 5.2-5.2 5.2t-5.2-5.2z'
  },
  heavy: {
    eyes: 'M9 13.5l11-5.8M39 13.5L28 7.7M16.5 16l-.3 5.5M31.5 16l.3 5.5',
    nose: 'M25.5 19q-1.2 4.5-3.6 7.3 2 1.7 4.4.6',
    mouth: 'M10 42.5q5-9 14-9t14 9'
  }
}

/** For a line of text: no nose, fewer and larger strokes. Clear at 22 px. */
export const SMALL: Record<Mood, Omit<Features, 'nose'>> = {
  great: {
    eyes: 'M8 17q6-10.5 12 0M28 17q6-10.5 12 0',
    mouth: 'M7 27h34q-2.5 16-17 16T7 27z'
  },
  good: {
    eyes: 'M15 7v11M33 7v11',
    mouth: 'M6.5 28q5 13.5 17.5 13.5T41.5 28'
  },
  okay: {
    eyes: 'M15 9v11M33 9v11',
    mouth: 'M8 36h32'
  },
  tired: {
    eyes: 'M6.5 13.5q6.8 8 13.5 0M28 13.5q6.8 8 13.5 0',
    mouth: 'M16.5 36q.6-7 7.5-7t7.5 7q-.6 7-7.5 7t-7.5-7z'
  },
  heavy: {
    eyes: 'M6.5 18L20 9M41.5 18L28 9',
    mouth: 'M7 42q5.5-13 17-13t17 13'
  }
}

/** Who has not said yet: four dots, no face. */
export const NOT_YET = 'M9 25.5h.1M19 25.5h.1M29 25.5h.1M39 25.5h.1'
