/** A time in a unit as people say it: with its last day, empty where no end was agreed. */
export type TimeView = {
  unit: string
  name: string
  mark: string
  hue: number
  since: string
  lastDay: string
  when: 'past' | 'now' | 'future'
  isGuest: boolean
  /** By whoever looks. */
  mayChange: boolean
}
