import type { IconName } from './icons/names.ts'

/** One of the places a person goes to, in the bar of every page. */
export interface Place {
  href: string
  label: string
  /** For the phone's bar, where "Leren van elkaar" has no room. */
  short?: string
  icon: IconName
  current?: boolean
}
