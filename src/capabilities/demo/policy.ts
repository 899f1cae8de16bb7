import type { Id } from '#kernel/id.ts'

/** Who wants to look around in a demonstration school. */
export type Onlooker = {
  /** Does this server have schools of its own, or somebody who began with it? */
  isClaimed: boolean
  isSignedIn: boolean
  /** Who keeps a school here has said that strangers may look around. */
  visitorsAreWelcome: boolean
  /** Keeps the list of people of a real school on this server. */
  managesSchool: boolean
}

/**
 * As long as nobody has begun with this server, whoever opens it may look around without an account. After that,
 * whoever is signed in may, and strangers only where whoever keeps a school here lets them.
 */
export const mayLookAround = ({ isClaimed, isSignedIn, visitorsAreWelcome }: Onlooker): boolean =>
  !isClaimed || isSignedIn || visitorsAreWelcome

/** Whoever is signed in may make it or have it made anew: nothing in it is anybody's. A stranger finds what there is. */
export const mayRemakeDemonstration = ({ isClaimed, isSignedIn }: Onlooker): boolean => !isClaimed || isSignedIn

/** Whoever keeps a real school here decides whether strangers may look around. */
export const mayWelcomeVisitors = ({ isClaimed, managesSchool }: Onlooker): boolean => isClaimed && managesSchool

/** It is taken away by whoever keeps a real school here, or by anybody as long as nobody has begun. */
export const mayRemoveDemonstration = ({ isClaimed, managesSchool }: Onlooker): boolean => !isClaimed || managesSchool

/** Looking as somebody else exists in demonstration schools only, and only as those who are meant for it. */
export const mayLookAs = (school: { isDemonstration: boolean }, eyes: readonly Id[], person: Id): boolean =>
  school.isDemonstration && eyes.includes(person)
