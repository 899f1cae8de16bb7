import type { Id } from '#kernel/id.ts'

/** Who wants to look around in a demonstration school. */
export type Onlooker = {
  /** Does this server have schools of its own, or somebody who began with it? */
  isClaimed: boolean
  isSignedIn: boolean
  /** Keeps the list of people of a real school on this server. */
  managesSchool: boolean
}

/**
 * As long as nobody has begun with this server, whoever opens it may look around without an account. After that,
 * whoever is signed in may: strangers have nothing to do on a school's server.
 */
export const mayLookAround = ({ isClaimed, isSignedIn }: Onlooker): boolean => !isClaimed || isSignedIn

/** Whoever may look around may have the school made anew: nothing in it is anybody's. */
export const mayRemakeDemonstration = mayLookAround

/** It is taken away by whoever keeps a real school here, or by anybody as long as nobody has begun. */
export const mayRemoveDemonstration = ({ isClaimed, managesSchool }: Onlooker): boolean => !isClaimed || managesSchool

/** Looking as somebody else exists in demonstration schools only, and only as those who are meant for it. */
export const mayLookAs = (school: { isDemonstration: boolean }, eyes: readonly Id[], person: Id): boolean =>
  school.isDemonstration && eyes.includes(person)
